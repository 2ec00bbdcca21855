"""The samples of the documentation that install packages: pip itself runs them, without a network.

Built here, policyparse is put into a new environment; what it needs pip finds among the packages of these tests, in the
versions that pyproject.toml asks for. Not for: the lock (.ci/run makes an environment from it), nor Ray.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scripts"))

from doc_blocks import blocks_of

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("docs/start.md", "docs/zh/start.md", "docs/spacy.md")
NEEDED = (
    "ensurepip",
    "hatchling",
    "rapidocr",
    "spacy",
    "sqlalchemy",
    "watchfiles",
    "icalendar",
    "xlsxwriter",
    "pyarrow",
)
LACKING = [name for name in NEEDED if importlib.util.find_spec(name) is None]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(LACKING), reason=f"not among the packages of these tests: {', '.join(LACKING)}"),
]


def sample(page: str) -> str:
    text = (ROOT / page).read_text(encoding="utf-8")
    (body,) = [block.body for block in blocks_of(text) if block.mark == "elsewhere: tests/test_installing.py"]
    return body


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What pip builds from."""
    folder = tmp_path_factory.mktemp("installing") / "checkout"
    shutil.copytree(ROOT / "policyparse", folder / "policyparse", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copyfile(ROOT / name, folder / name)
    return folder


def run(folder: Path, commands: str) -> str:
    """What the commands print; pip asks no index, and builds with what is there."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON", "VIRTUAL_ENV"))}
    own |= {
        "PYTHONPATH": sysconfig.get_path("purelib"), "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(folder / "wheels"),
        "PIP_NO_BUILD_ISOLATION": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_CONFIG_FILE": os.devnull,
    }  # fmt: skip
    programs = f"{Path(sys.executable).parent}{os.pathsep}{own.get('PATH', os.defpath)}"
    done = subprocess.run(
        ["bash", "-ec", commands], cwd=folder, env=own | {"PATH": programs}, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, encoding="utf-8", check=False, timeout=600,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    return done.stdout


def test_the_samples_install_what_they_say(checkout: Path) -> None:
    english, chinese, spacy = map(sample, PAGES)
    assert english == chinese
    said = run(checkout, english)
    assert "Successfully installed policyparse-" in said and "does not provide" not in said
    installed = list((checkout / ".venv").glob("lib/python*/site-packages/policyparse"))
    assert len(installed) == 1
    assert run(checkout, ".venv/bin/policyparse --version").startswith("policyparse ")
    run(checkout, "pip wheel --quiet --no-deps --wheel-dir wheels .")
    shutil.rmtree(checkout / ".venv")
    said = run(checkout, f"python3 -m venv .venv\n. .venv/bin/activate\n{spacy}")
    assert "does not provide" not in said
    run(checkout, """.venv/bin/python -c 'import spacy; spacy.blank("zh").add_pipe("policyparse")'""")

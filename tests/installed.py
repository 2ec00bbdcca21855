"""The checkout as if it were installed: what spaCy finds by an entry point needs a distribution's metadata.

Not for: installing anything; the metadata are written from pyproject.toml into a folder of the test.
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def environment(folder: Path) -> dict[str, str]:
    """This process's environment, in which Python finds the checkout, and its entry points beside it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    told = folder / "policyparse-0.dist-info"
    told.mkdir(exist_ok=True)
    (told / "METADATA").write_text("Metadata-Version: 2.1\nName: policyparse\nVersion: 0\n", encoding="utf-8")
    groups = project["entry-points"].items()
    text = "".join(f"[{group}]\n" + "".join(f"{k} = {v}\n" for k, v in some.items()) for group, some in groups)
    (told / "entry_points.txt").write_text(text, encoding="utf-8")
    return os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT), str(folder))), "PYTHONUTF8": "1"}

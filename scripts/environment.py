"""Makes the environment that the other scripts run in, from requirements.lock, and runs them there.

For: a fresh machine with Python (3.11 or newer) and pip and nothing else; only the standard library is used here.
A script may name a folder and a lock of its own.
Not for: users who ``pip install policyparse``.

The environment is ``.venv`` in the checkout, or the folder that POLICYPARSE_VENV names. A note in it says from which
lock, interpreter and checkout it was made; it is written last, so an environment half made, or made from something
else, is made again.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
NOTE = "made-by-policyparse.txt"
# The Python outside of any environment: one that is to be made anew must not be made by itself.
INTERPRETER: str = getattr(sys, "_base_executable", None) or sys.executable
OLDEST_PYTHON = (3, 11)
# pip can install into an environment from outside it (--python) since this version.
OLDEST_OUTER_PIP = (22, 3)


class SetupError(Exception):
    """The environment cannot be made; the message says what is missing and what to do."""


def enter(folder: Path | None = None, lock: Path = LOCK) -> None:
    """Go on inside the environment: returns there, and from outside makes it, runs this script in it, and exits."""
    folder = folder or environment_folder()
    if Path(sys.prefix).resolve() == folder.resolve() and _is_current(folder, (), lock):
        return
    try:
        python = ensure(folder, lock=lock)
    except SetupError as error:
        sys.exit(f"{Path(sys.argv[0]).name}: {error}")
    command = [str(python), str(Path(sys.argv[0]).resolve()), *sys.argv[1:]]
    sys.exit(subprocess.run(command, env=clean_environment(), check=False).returncode)


def environment_folder() -> Path:
    """Where the environment belongs."""
    return Path(os.environ.get("POLICYPARSE_VENV") or ROOT / ".venv").absolute()


def ensure(folder: Path, extra: tuple[str, ...] = (), lock: Path = LOCK) -> Path:
    """The Python of the environment in ``folder``, which is made first where it is not there or not current.

    It holds what the lock names, policyparse itself from this checkout, and ``extra`` (requirements with versions).
    Raises SetupError.
    """
    if sys.version_info < OLDEST_PYTHON:
        oldest = ".".join(map(str, OLDEST_PYTHON))
        raise SetupError(f"Python {oldest} or newer is needed, this is {sys.version.split()[0]}")
    if not _is_current(folder, extra, lock):
        print(f"Making the environment in {folder} (once; about a minute) ...", file=sys.stderr, flush=True)
        _make(folder, extra, lock)
    return python_of(folder)


def python_of(folder: Path) -> Path:
    """The interpreter of an environment."""
    return folder / "Scripts" / "python.exe" if os.name == "nt" else folder / "bin" / "python"


def clean_environment() -> dict[str, str]:
    """This process's variables without those that would lead an environment's Python or pip astray; UTF-8 output."""
    astray = ("PYTHONHOME", "PYTHONPATH", "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_REQUIRE_VIRTUALENV")
    kept = {name: value for name, value in os.environ.items() if name not in astray}
    return {**kept, "PYTHONUTF8": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def _is_current(folder: Path, extra: tuple[str, ...], lock: Path) -> bool:
    try:
        return (folder / NOTE).read_text(encoding="utf-8") == _note(extra, lock) and python_of(folder).exists()
    except OSError:
        return False


def _note(extra: tuple[str, ...], lock: Path) -> str:
    made_from = [lock.read_bytes(), (ROOT / "pyproject.toml").read_bytes()]
    hashes = [hashlib.sha256(data).hexdigest() for data in made_from]
    return "\n".join([*hashes, f"Python {sys.version_info.major}.{sys.version_info.minor}", str(ROOT), *extra, ""])


def _make(folder: Path, extra: tuple[str, ...], lock: Path) -> None:
    _clear(folder)
    pip = _bare_environment(folder)
    _run([*pip, "install", "--quiet", "--require-hashes", "-r", str(lock)], f"the packages of {lock.name}")
    own = ["install", "--quiet", "--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
    _run([*pip, *own], "policyparse itself")
    if extra:
        _run([*pip, "install", "--quiet", *extra], ", ".join(extra))
    (folder / NOTE).write_text(_note(extra, lock), encoding="utf-8")


def _clear(folder: Path) -> None:
    if not folder.exists():
        return
    if not folder.is_dir() or (any(folder.iterdir()) and not (folder / "pyvenv.cfg").exists()):
        raise SetupError(f"{folder} is no Python environment; remove it, or name another in POLICYPARSE_VENV")
    shutil.rmtree(folder)


def _bare_environment(folder: Path) -> list[str]:
    """Make an environment with nothing in it; the command line of a pip that installs there."""
    python = str(python_of(folder))
    if _has("venv") and _has("ensurepip"):
        _run([INTERPRETER, "-m", "venv", str(folder)], "the empty environment")
        return [python, "-m", "pip"]
    if _has("venv") and _outer_pip() >= OLDEST_OUTER_PIP:
        # Some systems ship ensurepip apart from Python; the pip that is there serves as well.
        _run([INTERPRETER, "-m", "venv", "--without-pip", str(folder)], "the empty environment")
        return [INTERPRETER, "-m", "pip", "--python", python]
    raise SetupError(
        "this Python has no ensurepip (or no venv) and no pip of "
        f"{'.'.join(map(str, OLDEST_OUTER_PIP))} or newer; on Debian and Ubuntu: apt install python3-venv"
    )


def _has(module: str) -> bool:
    return subprocess.run([INTERPRETER, "-c", f"import {module}"], capture_output=True, check=False).returncode == 0


def _outer_pip() -> tuple[int, ...]:
    """The version of the pip of this interpreter, (0,) where it has none."""
    asked = subprocess.run([INTERPRETER, "-m", "pip", "--version"], capture_output=True, text=True, check=False)
    words = asked.stdout.split()
    if asked.returncode != 0 or len(words) < 2:
        return (0,)
    return tuple(int(part) for part in words[1].split(".")[:2] if part.isdigit())


def _run(command: list[str], what: str) -> None:
    # Output that belongs to setting up goes to stderr, so that stdout is the script's own.
    if subprocess.run(command, env=clean_environment(), stdout=sys.stderr, check=False).returncode != 0:
        raise SetupError(f"could not install {what}; the lines above say why")

"""All tests: ``python3 scripts/test.py``, or the quick ones with ``--quick``; other arguments go to pytest.

For: a fresh machine and every day; it makes its environment itself (scripts/environment.py). Not for: style, types and
scores, which .ci/run checks too.
"""

from __future__ import annotations

import subprocess
import sys

import environment


def main() -> int:
    """Run pytest over the checkout and return its exit code."""
    given = sys.argv[1:]
    chosen = ["-m", "not slow"] if "--quick" in given else []
    rest = [argument for argument in given if argument != "--quick"]
    command = [sys.executable, "-m", "pytest", *chosen, *rest]
    return subprocess.run(command, cwd=environment.ROOT, check=False).returncode


if __name__ == "__main__":
    environment.enter()
    sys.exit(main())

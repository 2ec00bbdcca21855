"""The documentation as a site: ``python3 scripts/build_docs.py`` makes site/ from docs/ and checks every link in it.

For: CI, and whoever reads the documentation in a browser (open site/index.html). It has an environment of its own,
``.venv-docs``, made from requirements-docs.lock; the build itself asks nothing of the net. Not for: running the samples
(scripts/run_docs.py), nor what is a good link (scripts/site_links.py).
"""

from __future__ import annotations

import shutil
import subprocess
import sys

import environment
from site_links import problems

LOCK = environment.ROOT / "requirements-docs.lock"
SITE = environment.ROOT / "site"


def main() -> int:
    """Build the site and check it; exit code 1 where the build warns or a link leads nowhere."""
    shutil.rmtree(SITE, ignore_errors=True)
    command = [sys.executable, "-m", "zensical", "build", "--strict", "--clean"]
    built = subprocess.run(command, cwd=environment.ROOT, check=False).returncode
    if built != 0 or not (SITE / "index.html").is_file():
        print("the documentation is not built; the lines above say why", file=sys.stderr)
        return 1
    found = problems(SITE)
    for line in found:
        print(line, file=sys.stderr)
    pages = len(list(SITE.rglob("*.html")))
    print(f"{SITE.name}/: {pages} pages, {len(found)} bad links")
    return 1 if found else 0


if __name__ == "__main__":
    beside = environment.environment_folder()
    environment.enter(beside.with_name(f"{beside.name}-docs"), LOCK)
    sys.exit(main())

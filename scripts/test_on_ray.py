"""The tests that need Ray: ``python3 scripts/test_on_ray.py``; arguments go to pytest.

For: cluster runs, with two workers on this machine. Ray is large and only for clusters, so these tests have an
environment of their own, beside the other one, made from requirements-ray.lock. Not for: the other tests, among which
these are skipped where Ray is not installed; here Ray must be there.
"""

from __future__ import annotations

import subprocess
import sys

import environment

LOCK = environment.ROOT / "requirements-ray.lock"
TESTS = "tests/test_cluster_on_ray.py"


def main() -> int:
    """Run pytest over these tests and return its exit code."""
    subprocess.run([sys.executable, "-c", "import ray.data"], check=True)  # a test that is skipped would hide it
    # What holds for all tests needs hypothesis, which this environment has not.
    command = [sys.executable, "-m", "pytest", "--noconftest", TESTS, *sys.argv[1:]]
    return subprocess.run(command, cwd=environment.ROOT, check=False).returncode


if __name__ == "__main__":
    beside = environment.environment_folder()
    environment.enter(beside.with_name(f"{beside.name}-ray"), LOCK)
    sys.exit(main())

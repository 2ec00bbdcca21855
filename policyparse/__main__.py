"""``python -m policyparse``: the command line. Nothing else."""

from policyparse.cli import run

if __name__ == "__main__":
    run()

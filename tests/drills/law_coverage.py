"""Whether the tests of the law alone reach every line and every branch of the law.

By hand: python -m tests.drills.law_coverage
It runs: coverage run --branch --source caseflow/law -m pytest -n 0 tests/law; coverage report --fail-under 100
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
COVERAGE = (sys.executable, "-m", "coverage")
RUN = ("run", "--branch", "--source", "caseflow/law", "-m", "pytest", "-n", "0", "-q", "tests/law")
REPORT = ("report", "--show-missing", "--skip-covered", "--fail-under", "100")


def main() -> int:
    """Run the tests of the law and say what they did not reach."""
    tested = subprocess.run([*COVERAGE, *RUN], cwd=ROOT, check=False)  # noqa: S603 - our own tests
    reached = subprocess.run([*COVERAGE, *REPORT], cwd=ROOT, check=False)  # noqa: S603 - and what they reached
    return tested.returncode or reached.returncode


if __name__ == "__main__":
    sys.exit(main())

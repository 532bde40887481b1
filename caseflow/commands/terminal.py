"""What a command says to whoever typed it."""

import sys


def say(words: str = "") -> None:
    """One line."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def complain(words: str) -> None:
    """One line to standard error."""
    sys.stderr.write(f"caseflow: {words}\n")

"""Where the folders that stand beside the package in a checkout, and inside it in a wheel, are found."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def folder(name: str) -> Path:
    """The templates or the migrations, wherever this installation keeps them."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name

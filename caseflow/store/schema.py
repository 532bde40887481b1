"""The whole schema: every table of the house, whichever rooms happen to be imported."""

from importlib import import_module
from pkgutil import iter_modules

from sqlalchemy import MetaData
from sqlalchemy.orm import configure_mappers

from caseflow import store
from caseflow.store.db import db


def whole_schema() -> MetaData:
    """Load every file of this folder, tie their tables together, and return the tables they declare."""
    for file in iter_modules(store.__path__, prefix=f"{store.__name__}."):
        import_module(file.name)
    configure_mappers()  # now, and not with the first page somebody waits for
    return db.metadata

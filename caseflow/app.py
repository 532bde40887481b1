"""The wiring: settings, a clock and the rooms become one web application."""

from flask import Flask
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix

from caseflow import web
from caseflow.law.clock import Clock, system_clock
from caseflow.services import likeness
from caseflow.settings import Settings
from caseflow.store import db as database
from caseflow.store import indexing, journal
from caseflow.store.db import db
from caseflow.store.places import PACKAGE, folder
from caseflow.store.schema import whole_schema

MAX_BODY = 40 * 1024 * 1024
EXPORT_BATCH = 5_000  # each page asks anew who may see what: few cost little, and so many rows are little memory
MAX_WORDS = 4 * 1024 * 1024
"""So much typed text is read, so that what is too long for its field is refused there and not lost with the page."""


def create_app(settings: Settings, clock: Clock = system_clock) -> Flask:
    """Build the application; every part learns the settings and the time from here."""
    app = Flask("caseflow", template_folder=str(folder("templates")), static_folder=str(PACKAGE / "web" / "static"))
    app.config.update(
        SETTINGS=settings,
        CLOCK=clock,
        SECRET_KEY=settings.secret,
        VAULT_KEY=settings.vault_key,
        JOURNAL_KEY=settings.journal_key,
        TRACKING_KEY=settings.tracking_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS={"hide_parameters": True},  # no name reaches a log through a statement
        MAX_CONTENT_LENGTH=MAX_BODY,
        EXPORT_BATCH=EXPORT_BATCH,
        MAX_FORM_MEMORY_SIZE=MAX_WORDS,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        WTF_CSRF_TIME_LIMIT=None,
    )
    if settings.proxies:  # the address of whoever signs in is the one the proxy saw, not the proxy's own
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)  # type: ignore[method-assign] # Flask's own way
    whole_schema()
    database.init_app(app)
    journal.watch()
    indexing.watch()
    likeness.watch()
    Migrate(app, db, directory=str(folder("migrations")), render_as_batch=True)
    web.init_app(app)
    return app

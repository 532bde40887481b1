"""The floor: what the bare libraries need on this machine for the plainest page, and for the plainest saving.

A list is the first fifty open of an indexed table in a bare page; a creation is one row with one event, in one durable
transaction. What the house needs is told as a multiple of them, measured in the same minutes.
"""

from datetime import date, datetime, timedelta
from itertools import count

from flask import Flask, redirect, render_template_string, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Engine, create_engine, event, text

OPENED = date(2026, 1, 1)
SERIAL = {"sqlite": "INTEGER PRIMARY KEY", "postgresql": "SERIAL PRIMARY KEY"}
TABLES = (
    (
        "CREATE TABLE plain (id {serial}, code TEXT, title TEXT, state TEXT, office TEXT,"
        " opened DATE, due DATE, done DATE)"
    ),
    "CREATE TABLE plain_event (id {serial}, plain_id INTEGER, at TIMESTAMP, words TEXT)",
    "CREATE INDEX plain_open ON plain (opened DESC, id DESC) WHERE done IS NULL",
)
FIRST_FIFTY = text(
    "SELECT id, code, title, state, office, opened, due FROM plain WHERE done IS NULL"
    " ORDER BY opened DESC, id DESC LIMIT 50"
)
PAGE = """<!doctype html><html lang=vi><meta charset=utf-8><title>Danh sách</title><table>
{% for r in rows %}<tr><td><a href="/{{ r.id }}">{{ r.code }}</a><td>{{ r.title }}<td>{{ r.state }}<td>{{ r.office }}
<td>{{ r.opened }}<td>{{ r.due }}</tr>{% endfor %}</table></html>"""


def engine_at(address: str) -> Engine:
    """Connections with the durability of the house."""
    engine = create_engine(address)

    @event.listens_for(engine, "connect")
    def durable(connection: object, _record: object) -> None:
        if engine.dialect.name == "sqlite":
            connection.execute("PRAGMA journal_mode = WAL")  # type: ignore[attr-defined]  # a driver's connection
            connection.execute("PRAGMA synchronous = FULL")  # type: ignore[attr-defined]

    return engine


def fill_floor(address: str, rows: int) -> None:
    """The tables of the floor, filled."""
    engine = engine_at(address)
    with engine.begin() as connection:
        for statement in TABLES:
            connection.execute(text(statement.format(serial=SERIAL[engine.dialect.name])))
        given = [
            {
                "code": f"T-{n}",
                "title": f"Khiếu nại về việc thu hồi đất và bồi thường số {n}",
                "opened": OPENED + timedelta(days=n % 300),
                "done": OPENED if n % 10 < 4 else None,
            }
            for n in range(rows)
        ]
        insert = text(
            "INSERT INTO plain (code, title, state, office, opened, due, done)"
            " VALUES (:code, :title, 'đang giải quyết', 'Ban Tiếp công dân', :opened, :opened, :done)"
        )
        connection.execute(insert, given)
    engine.dispose()


def floor_app(address: str) -> Flask:
    """The plainest application over these tables."""
    app, engine, numbers = Flask(__name__), engine_at(address), count()

    @app.get("/list")
    def rows() -> str:
        with engine.connect() as connection:
            return render_template_string(PAGE, rows=connection.execute(FIRST_FIFTY).all())

    @app.post("/create")
    def create() -> ResponseReturnValue:
        told = {"code": f"N-{next(numbers)}", "title": request.form["title"], "on": OPENED, "at": datetime(2026, 1, 1)}  # noqa: DTZ001 - any moment
        with engine.begin() as connection:
            key = connection.execute(
                text("INSERT INTO plain (code, title, opened) VALUES (:code, :title, :on) RETURNING id"), told
            ).scalar_one()
            connection.execute(
                text("INSERT INTO plain_event (plain_id, at, words) VALUES (:key, :at, 'tạo')"), {"key": key, **told}
            )
        return redirect(f"/{key}", 303)

    return app

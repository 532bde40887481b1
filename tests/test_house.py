"""The architecture as a test: who may import whom, who alone may commit or read the time, what no page may contain."""

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from flask import Flask

from caseflow.app import create_app
from caseflow.law.rights import Right
from tests.conftest import settings_for

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "caseflow"

FLOORS: tuple[frozenset[str], ...] = (
    frozenset({"law", "likeness", "lookup_codes", "text", "settings"}),
    frozenset({"store", "reference"}),
    frozenset({"reports"}),
    frozenset({"services"}),
    frozenset({"web", "jobs", "demo"}),
    frozenset({"app", "cli", "commands"}),
)
FLOOR_OF = {room: number for number, rooms in enumerate(FLOORS, start=1) for room in rooms}
ROOF = len(FLOORS)

BANNED = frozenset(
    {"get", "process", "handle", "manager", "helper", "util", "utils", "common", "misc", "data", "info", "dao"}
)
THEIRS = frozenset(
    {"process_bind_param", "process_result_value", "process_formdata", "process_data", "get_translations"}
)
"""Names that SQLAlchemy and WTForms give: a column type and a form field must bear them."""
TIME_READERS = frozenset({"now", "today", "utcnow"})
CALENDARS = frozenset({"datetime", "date", "dt", "func"})

Found = list[str]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def modules(*folders: str) -> list[Path]:
    return sorted(path for name in folders for path in (ROOT / name).rglob("*.py"))


def room(path: Path) -> str:
    """Which room of the house a file stands in: its folder under the package, or its own name."""
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """The full names of the modules that a file imports."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name} imports by a relative name"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


def defined(path: Path) -> Iterator[str]:
    """The names of the functions and classes of a file."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return (node.name for node in ast.walk(tree(path)) if isinstance(node, kinds))


def said(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", modules("caseflow"), ids=said)
def test_a_room_imports_only_itself_and_the_floors_below(path: Path) -> None:
    own = room(path)
    if own == "__init__":
        assert list(imported(path)) == []
        return
    used = {name.split(".")[1] for name in imported(path) if name.startswith("caseflow.")} - {own}
    across = {"text"} if own in ("law", "likeness") else {"app", "commands"} if FLOOR_OF[own] == ROOF else set()
    assert {name for name in used if FLOOR_OF[name] >= FLOOR_OF[own]} <= across


@pytest.mark.parametrize("path", [*modules("caseflow/law"), PACKAGE / "likeness.py", PACKAGE / "text.py"], ids=said)
def test_the_law_needs_nothing_but_python(path: Path) -> None:
    outside = {name.split(".")[0] for name in imported(path)} - set(sys.stdlib_module_names)
    assert outside <= {"caseflow"}


def test_nothing_is_imported_inside_a_function() -> None:
    hidden: Found = [
        f"{said(path)}:{inner.lineno}"
        for path in modules("caseflow", "tests", "migrations")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


@pytest.mark.parametrize("path", modules("migrations/versions"), ids=said)
def test_a_revision_stands_on_its_own(path: Path) -> None:
    assert [name for name in imported(path) if name.startswith("caseflow")] == [], "the house goes on changing"


def test_one_place_commits() -> None:
    committing = {
        said(path)
        for path in modules("caseflow")
        for call in calls(path)
        if isinstance(call.func, ast.Attribute) and call.func.attr == "commit"
    }
    assert committing == {"caseflow/store/transactions.py"}


def test_one_place_reads_the_time() -> None:
    reading = {
        said(path)
        for path in modules("caseflow")
        for call in calls(path)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in TIME_READERS
        and ast.unparse(call.func.value).rsplit(".", 1)[-1] in CALENDARS
    }
    assert reading == {"caseflow/law/clock.py"}


def test_no_name_is_a_word_that_says_nothing() -> None:
    empty: Found = [
        f"{said(path)}: {name}"
        for path in modules("caseflow")
        for name in (path.stem, *defined(path))
        if name not in THEIRS and BANNED & {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", name)}
    ]
    assert empty == []


def test_no_page_carries_style_or_script_of_its_own() -> None:
    """The pages' content security policy would refuse them; and what is marked safe is never escaped."""
    forbidden = re.compile(
        r"""<style|\sstyle\s*=|<script(?![^>]*\ssrc=)|\son[a-z]+\s*=\s*["']|javascript:|\|\s*safe\b|autoescape\s+false""",
        re.IGNORECASE,
    )
    carrying: Found = [
        f"{said(page)}: {match[0].strip()}"
        for page in sorted((ROOT / "templates").rglob("*.html"))
        for match in forbidden.finditer(page.read_text(encoding="utf-8"))
    ]
    assert carrying == []


@pytest.fixture
def wired(tmp_path: Path) -> Flask:
    return create_app(settings_for("sqlite://", tmp_path))


def test_every_route_states_its_right(wired: Flask) -> None:
    bare = sorted(
        rule.endpoint
        for rule in wired.url_map.iter_rules()
        if not isinstance(getattr(wired.view_functions[rule.endpoint], "needs", None), Right)
    )
    assert bare == []


def test_every_template_of_a_page_can_be_read(wired: Flask) -> None:
    broken: Found = []
    for name in wired.jinja_env.list_templates():
        try:
            wired.jinja_env.get_template(name)
        except Exception as wrong:  # noqa: BLE001 - each is reported with its file
            broken.append(f"{name}: {wrong}")
    assert broken == []

"""The `caseflow` command as somebody at a terminal meets it."""

import os
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from sqlalchemy import func, select

from caseflow.app import create_app
from caseflow.cli import REFUSED, main
from caseflow.commands.demo import Progress, prepare
from caseflow.commands.house import open_house
from caseflow.commands.serving import check_free
from caseflow.demo import province as invented
from caseflow.demo.staff import STAFF
from caseflow.law.errors import Refusal
from caseflow.law.terms import Role
from caseflow.settings import Settings
from caseflow.store.calendar import calendar_version
from caseflow.store.db import db
from caseflow.store.forms import Setting, setting
from caseflow.store.offices import Office
from caseflow.store.people import User, active_holders
from caseflow.store.transactions import transaction
from tests.factories import MONDAY
from tests.visitor import Visitor

Env = dict[str, str]


@pytest.fixture
def env(empty_url: str, tmp_path: Path) -> Env:
    return {"CASEFLOW_DATABASE_URL": empty_url, "CASEFLOW_HOME": str(tmp_path / "home")}


def printed(capsys: pytest.CaptureFixture[str], label: str) -> str:
    """What a command said after a label."""
    return next(line for line in capsys.readouterr().out.splitlines() if line.startswith(label)).split(": ", 1)[1]


def test_init_makes_tables_calendar_office_and_administrator(env: Env) -> None:
    assert main(["init", "--office", "UBND tỉnh Thử"], env) == 0
    with open_house(Settings.from_env(env)):
        assert calendar_version() == 1
        assert db.session.scalars(select(Office.name)).all() == ["UBND tỉnh Thử"]
        assert len(active_holders(Role.ADMIN, MONDAY.date())) == 1


def test_the_one_time_password_opens_the_door(env: Env, capsys: pytest.CaptureFixture[str]) -> None:
    main(["init"], env)
    password = printed(capsys, "Mật khẩu dùng một lần")
    app = create_app(Settings.from_env(env))
    visitor = Visitor(app)
    assert visitor.submit("/dang-nhap", login="quantri", password=f"{password}x").request.path == "/dang-nhap"
    assert visitor.submit("/dang-nhap", login="quantri", password=password).request.path != "/dang-nhap"
    with app.app_context():
        db.engine.dispose()


def test_init_again_changes_nothing(env: Env, capsys: pytest.CaptureFixture[str]) -> None:
    main(["init"], env)
    capsys.readouterr()
    assert main(["init", "--admin", "nguoikhac"], env) == 0
    assert "Đã có tài khoản quản trị" in capsys.readouterr().out
    with open_house(Settings.from_env(env)):
        assert db.session.scalars(select(User.login)).all() == ["quantri"]
        assert db.session.scalar(select(func.count()).select_from(Office)) == 1


@pytest.mark.parametrize("command", ["serve", "work"])
def test_nothing_is_served_from_a_database_that_was_not_set_up(
    env: Env, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command], env) == REFUSED
    said = capsys.readouterr().err
    assert "caseflow init" in said
    assert said.count("\n") == 1


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_secret_that_is_too_short_is_refused_in_one_line(env: Env, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init"], env | {"CASEFLOW_SECRET": "ngắn"}) == REFUSED
    assert capsys.readouterr().err.startswith("caseflow: Khóa quá ngắn")


def test_a_database_that_cannot_be_reached_is_said_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = {"CASEFLOW_HOME": str(tmp_path), "CASEFLOW_DATABASE_URL": f"postgresql://nobody@/nothing?host={tmp_path}"}
    assert main(["init"], nowhere) == REFUSED
    assert "Không làm việc được với cơ sở dữ liệu" in capsys.readouterr().err


def test_a_taken_address_is_refused_before_any_work(tmp_path: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        port = str(other.getsockname()[1])
        settings = Settings.from_env({"CASEFLOW_HOME": str(tmp_path), "CASEFLOW_PORT": port})
        with pytest.raises(Refusal, match="CASEFLOW_PORT"):
            check_free(settings)


def test_the_demo_has_a_home_of_its_own(tmp_path: Path) -> None:
    given = {"CASEFLOW_HOME": str(tmp_path)}
    assert Settings.from_env(given, is_demo=True).home == tmp_path / "demo"
    assert str(tmp_path / "demo") in Settings.from_env(given, is_demo=True).database_url


def test_the_demo_never_writes_where_somebody_works_in_earnest(env: Env, capsys: pytest.CaptureFixture[str]) -> None:
    main(["init"], env)
    capsys.readouterr()
    assert main(["demo", "--prepare"], env) == REFUSED
    assert "dữ liệu thật" in capsys.readouterr().err
    with open_house(Settings.from_env(env)):
        assert db.session.scalar(select(func.count()).select_from(User)) == 1
        assert setting(invented.SETTING) is None


def test_a_demo_that_stands_is_not_built_again(env: Env, capsys: pytest.CaptureFixture[str]) -> None:
    main(["init"], env)
    with open_house(Settings.from_env(env)), transaction(by_id=None, act="kiểm thử", now=MONDAY):
        db.session.add(Setting(name=invented.SETTING, value="built"))
    capsys.readouterr()
    assert main(["demo", "--prepare"], env) == 0
    assert capsys.readouterr().out == ""


def test_a_demo_is_put_back_as_it_was_at_the_start(env: Env, capsys: pytest.CaptureFixture[str]) -> None:
    settings = Settings.from_env(env, is_demo=True)
    prepare(settings, count=4)
    with open_house(settings), transaction(by_id=None, act="kiểm thử", now=MONDAY):
        db.session.add(User(login="thu", name="Ghi Thử"))
    settings.files.mkdir(parents=True, exist_ok=True)
    (settings.files / "tep").write_text("ghi thử")
    prepare(settings, count=4)
    assert _logins(settings, "thu") == 1, "it stands, with what was tried in it"
    capsys.readouterr()
    prepare(settings, again=True, count=4)
    assert "lần đầu" not in capsys.readouterr().out
    assert _logins(settings, "thu") == 0
    assert _logins(settings, STAFF[0].login) == 1
    assert not (settings.files / "tep").exists()


def _logins(settings: Settings, login: str) -> int:
    with open_house(settings):
        return db.session.scalar(select(func.count()).where(User.login == login)) or 0


def test_a_demo_at_work_is_not_put_back_beneath_whoever_uses_it(env: Env, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        taken = env | {"CASEFLOW_PORT": str(door.getsockname()[1])}
        main(["init"], taken)
        with open_house(Settings.from_env(taken)), transaction(by_id=None, act="kiểm thử", now=MONDAY):
            db.session.add(Setting(name=invented.SETTING, value="built"))
        assert main(["demo", "--prepare"], taken) == 0
        capsys.readouterr()
        assert main(["demo", "--prepare", "--again"], taken) == REFUSED
    assert "Không dùng được địa chỉ" in capsys.readouterr().err
    with open_house(Settings.from_env(taken)):
        assert setting(invented.SETTING) == "built"


def test_what_is_in_earnest_is_never_put_back(env: Env, capsys: pytest.CaptureFixture[str]) -> None:
    main(["init"], env)
    assert main(["demo", "--prepare", "--again"], env) == REFUSED
    assert "dữ liệu thật" in capsys.readouterr().err


def test_building_tells_each_tenth_once(capsys: pytest.CaptureFixture[str]) -> None:
    tell = Progress()
    for done in range(1, 101):
        tell(done, 100)
    assert [line.strip() for line in capsys.readouterr().out.splitlines()] == [f"{n} %" for n in range(10, 101, 10)]


@contextmanager
def running(env: Env, *command: str) -> Iterator[subprocess.Popen[str]]:
    """A command as a process of its own, stopped as Ctrl+C would."""
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "caseflow.cli", *command],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as started:
        try:
            yield started
        finally:
            started.terminate()
            started.communicate(timeout=30)  # its words end only when every process it began has ended


def fetched(url: str) -> str:
    """A page, once the server answers."""
    for _ in range(100):
        try:
            with urlopen(url, timeout=10) as page:  # noqa: S310 - our own address
                return str(page.read().decode())
        except URLError as not_yet:
            if not isinstance(not_yet.reason, ConnectionRefusedError):
                raise
            time.sleep(0.1)
    raise AssertionError(f"{url} never answered")


@pytest.fixture
def port() -> str:
    """A port that nothing listens on."""
    with closing(socket.socket()) as door:
        door.bind(("127.0.0.1", 0))
        return str(door.getsockname()[1])


def test_the_server_serves_and_stops(env: Env, port: str) -> None:
    main(["init"], env)
    with running(env | {"CASEFLOW_PORT": port}, "serve") as server:
        assert "Đăng nhập" in fetched(f"http://127.0.0.1:{port}/dang-nhap")
    assert server.returncode == 0


def test_the_demo_serves_pages_and_jobs_together_and_both_stop(env: Env, port: str) -> None:
    main(["init"], env)
    with open_house(Settings.from_env(env)), transaction(by_id=None, act="kiểm thử", now=MONDAY):
        db.session.add(Setting(name=invented.SETTING, value="built"))
    with running(env | {"CASEFLOW_PORT": port}, "demo") as server:
        assert "Đăng nhập" in fetched(f"http://127.0.0.1:{port}/dang-nhap")
        _until(lambda: '"timetable_seen":null' not in fetched(f"http://127.0.0.1:{port}/suc-khoe"))
    assert server.returncode == 0


def test_a_worker_that_has_just_begun_can_be_told_to_stop(env: Env, port: str) -> None:
    """Until it listens to signals itself one would be lost, and stopping then takes half a minute."""
    main(["init"], env)
    with running(env | {"CASEFLOW_PORT": port}, "serve") as server:
        while not (workers := _children(server.pid)):
            assert server.poll() is None
        os.kill(int(workers[0]), signal.SIGTERM)
        _until(lambda: workers[0] not in _children(server.pid))
    assert server.returncode == 0


def _children(process: int) -> list[str]:
    return Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()


def _until(comes_true: Callable[[], bool]) -> None:
    for _ in range(150):
        if comes_true():
            return
        time.sleep(0.1)
    raise AssertionError("it never came true")


def test_a_home_is_open_to_its_owner_only(tmp_path: Path) -> None:
    home = Settings.from_env({"CASEFLOW_HOME": str(tmp_path / "home")}).home
    assert stat.S_IMODE(home.stat().st_mode) == 0o700

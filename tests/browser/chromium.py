"""Where the browser comes from, and the loud word when there is none. A plugin of all the tests.

Without a Chromium the browser tests are not collected and the end of the run says so; with CASEFLOW_REQUIRE_BROWSER=1
they are collected and fail.
"""

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
INSTALL_SECONDS = 180
ABSENT = "Không tìm thấy Chromium: các phép thử trình duyệt trong tests/browser KHÔNG được chạy."
REMEDY = "Cài Chromium, hoặc chỉ đường bằng CASEFLOW_CHROMIUM; CASEFLOW_REQUIRE_BROWSER=1 biến điều này thành lỗi."
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@cache
def find_chromium() -> str | None:
    """The Chromium named by the environment, else the machine's, else Playwright's own."""
    named = os.environ.get("CASEFLOW_CHROMIUM", "")
    if named:
        return shutil.which(named)
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return found or _playwrights_own()


def _playwrights_own() -> str | None:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def is_required() -> bool:
    """Whether a missing browser is a failure."""
    return os.environ.get("CASEFLOW_REQUIRE_BROWSER", "") == "1"


def is_wanted(config: pytest.Config) -> bool:
    """Whether the run would reach this folder: it, something in it or something above it was asked for."""
    asked = [Path(config.invocation_params.dir, word.partition("::")[0]).resolve() for word in config.args]
    return any(path == HERE or HERE in path.parents or path in HERE.parents for path in asked)


def pytest_configure(config: pytest.Config) -> None:
    """Once a run, before any worker starts: fetch Playwright's Chromium where no other is found."""
    is_worker = hasattr(config, "workerinput")
    if is_worker or not is_wanted(config) or find_chromium() or os.environ.get("CASEFLOW_CHROMIUM"):
        return
    fetch = [sys.executable, "-m", "playwright", "install", "chromium"]
    try:
        subprocess.run(fetch, check=False, timeout=INSTALL_SECONDS, capture_output=True)  # noqa: S603 - no outside words
    except subprocess.TimeoutExpired:
        return
    find_chromium.cache_clear()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say loudly, at the very end, that the browser tests did not run."""
    if is_wanted(config) and not find_chromium():
        terminalreporter.section("CHROMIUM", sep="!", red=True, bold=True)
        terminalreporter.line(ABSENT, red=True, bold=True)
        terminalreporter.line(REMEDY, red=True)

"""What every page must stand: no barrier by WCAG 2.2 AA at the desk, nothing wider than a phone or a sheet of paper."""

import os
import re
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, ViewportSize

DESK: ViewportSize = {"width": 1366, "height": 768}
PHONE: ViewportSize = {"width": 390, "height": 844}
A4: ViewportSize = {"width": 680, "height": 1123}
"""What a sheet has room for between its margins, at the 96 dots per inch of a browser."""
LEVEL_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})"
TOO_WIDE = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  return [...document.querySelectorAll('body *')]
    .filter((element) => element.getBoundingClientRect().right > room + 1)
    .map((element) => `${element.tagName.toLowerCase()}.${element.className}`).slice(0, 8);
}"""
ON_PAPER = """() => [...document.querySelectorAll('.masthead, .skip-link, .filters, .views, .pager, button, .btn')]
  .filter((element) => element.getClientRects().length)
  .map((element) => `${element.tagName.toLowerCase()}.${element.className}`).slice(0, 8)"""
_numbers = count(1)


@cache
def axe() -> str:
    """The source of axe-core; a page's policy refuses it as a script tag, so it is evaluated."""
    return (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def check_accessibility(page: Page) -> None:
    """Fail with a readable list of what a page does against WCAG 2.2 AA."""
    page.evaluate(axe())
    found: dict[str, Any] = page.evaluate(RUN, LEVEL_AA)
    lines = [
        f"{rule['id']} ({rule['impact']}): {rule['help']}\n    {node['html'][:200]}\n    {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"][:3]
    ]
    assert not lines, f"{page.url} is closed to some:\n" + "\n".join(lines)


def check_phone(page: Page) -> None:
    """Fail when a page must be pushed sideways on a phone; the window is put back."""
    before = page.viewport_size or DESK
    page.set_viewport_size(PHONE)
    wide = page.evaluate(TOO_WIDE)
    _picture(page, "phone")
    page.set_viewport_size(before)
    assert not wide, f"{page.url} is wider than a phone: {wide}"


def check_paper(page: Page) -> None:
    """Fail when a page is wider than a sheet of A4, or prints what can only be pressed; the screen is put back."""
    before = page.viewport_size or DESK
    page.emulate_media(media="print")
    page.set_viewport_size(A4)
    wide, pressed = page.evaluate(TOO_WIDE), page.evaluate(ON_PAPER)
    _picture(page, "paper")
    page.set_viewport_size(before)
    page.emulate_media(media="screen")
    assert not wide, f"{page.url} is wider than a sheet: {wide}"
    assert not pressed, f"{page.url} prints what is only there to be pressed: {pressed}"


def check_page(page: Page) -> None:
    """All three."""
    _picture(page, "desk")
    check_accessibility(page)
    check_phone(page)
    check_paper(page)


def _picture(page: Page, size: str) -> None:
    """Keep a picture of the page where CASEFLOW_PICTURES names a folder."""
    folder = os.environ.get("CASEFLOW_PICTURES", "")
    if folder:
        name = re.sub(r"\W+", "-", page.url.partition("://")[2].partition("/")[2]).strip("-") or "home"
        page.screenshot(path=Path(folder) / f"{next(_numbers):03}-{name[:60]}-{size}.png", full_page=True)

"""No mouse: every field and the main button are reached with Tab, in sight, in the order in which they stand."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Somebody

pytestmark = pytest.mark.browser

MOST_STOPS = 90
STOP = """async () => {
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const ring = (element) => {
    const style = getComputedStyle(element);
    return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
  };
  const box = at.getBoundingClientRect();
  return {
    name: at.name || at.textContent.trim(),
    words: (at.labels?.[0]?.textContent || at.textContent || at.getAttribute('aria-label') || '').trim(),
    is_ringed: ring(at) || ring(at.parentElement),
    is_in_sight: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    order: at.tabIndex,
  };
}"""


def stops(page: Page) -> list[dict[str, object]]:
    """Every place that Tab stops at, from the top of the page to its end."""
    found: list[dict[str, object]] = []
    page.evaluate("document.activeElement.blur()")
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            break
        found.append(stop)
    return found


def test_a_stroke_leads_to_the_search_and_enter_finds(somebody: Somebody) -> None:
    officer = somebody("xulydon")
    officer.signs_in(then="/don")
    officer.page.keyboard.press("/")
    officer.page.keyboard.type("thu hoi/dat")
    assert officer.page.evaluate("document.activeElement.value") == "thu hoi/dat"
    officer.page.keyboard.press("Enter")
    officer.page.wait_for_url("**/tim?tu=*")


@pytest.mark.parametrize(
    ("login", "path", "main_button"),
    [
        ("tiepdan", "/tiep-dan/moi", "Lưu và in biên nhận"),
        ("tiepdan", "/tiep-dan", "Lượt tiếp mới"),
        ("xulydon", "/don/moi", "Vào sổ"),
        ("xulydon", "/don", "Vào sổ đơn mới"),
    ],
)
def test_tab_reaches_the_main_button_of_a_page_and_the_focus_is_always_seen(
    somebody: Somebody, login: str, path: str, main_button: str
) -> None:
    officer = somebody(login)
    officer.signs_in(then=path)
    found = stops(officer.page)
    assert main_button in [stop["words"] for stop in found]
    assert [stop for stop in found if not stop["is_ringed"]] == [], "the focus is not marked"
    assert [stop for stop in found if not stop["is_in_sight"]] == [], "the focus is out of sight"
    assert {stop["order"] for stop in found} == {0}, "a page has its own idea of an order"


def test_the_first_stop_leads_past_the_masthead(somebody: Somebody) -> None:
    officer = somebody("tiepdan")
    officer.signs_in(then="/tiep-dan")
    officer.page.evaluate("document.activeElement.blur()")
    officer.page.keyboard.press("Tab")
    officer.page.keyboard.press("Enter")
    officer.page.keyboard.press("Tab")
    assert officer.page.evaluate("document.querySelector('main').contains(document.activeElement)")

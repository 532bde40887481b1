"""Somebody at a real browser: reads, types and presses as a person does. Every page arrived at is audited."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.audit import check_page, check_phone
from tests.factories import PASSWORD


class Officer:
    """One person, one browser of their own."""

    def __init__(self, page: Page, address: str, login: str = "", *, scripts: bool = True) -> None:
        self.page = page
        self.address = address
        self.login = login
        self.audit = check_page if scripts else check_phone  # where no script runs, axe does not either

    def opens(self, path: str) -> None:
        """Go to a page by its address."""
        self.page.goto(path if path.startswith("http") else self.address + path)

    def signs_in(self, then: str = "/") -> None:
        """Come in by the door, with the keyboard only, on the way to a page."""
        self.opens(then)
        self.stands_at("Đăng nhập")
        self.types("Tên đăng nhập", self.login)
        self.types("Mật khẩu", PASSWORD)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        expect(self.page.get_by_role("heading", level=1)).not_to_have_text("Đăng nhập")

    def stands_at(self, heading: str) -> None:
        """See the heading of a page."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(heading)

    def arrives_at(self, heading: str) -> None:
        """See the heading of a page, and find no barrier on it."""
        self.stands_at(heading)
        self.audit(self.page)

    def field(self, label: str, among: Locator | None = None) -> Locator:
        """The first field that is called so."""
        return (among or self.page.locator("main")).get_by_label(label).first

    def types(self, label: str, words: str) -> None:
        """Go to a field and type, key by key, over what stands there."""
        self.field(label).focus()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(words)

    def chooses(self, label: str, option: str) -> None:
        """Choose in a list."""
        self.field(label).select_option(label=option)

    def ticks(self, group: str, option: str) -> None:
        """Choose one of the answers of a group with the keyboard."""
        answer = self.page.get_by_role("group", name=group).or_(self.page.get_by_role("radiogroup", name=group))
        choice = answer.get_by_label(option, exact=True)
        choice.focus()
        self.page.keyboard.press("Space")
        expect(choice).to_be_checked()

    def presses(self, button: str) -> None:
        """Press a button and wait for the page it leads to."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=button, exact=True).press("Enter")

    def saves_by_keyboard(self) -> None:
        """Ctrl+Enter, from wherever the cursor stands."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Control+Enter")

    def follows(self, link: str) -> None:
        """Follow a link."""
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=link).first.press("Enter")

    def reads(self, *words: str) -> None:
        """Find these words on the page, to be seen."""
        for each in words:
            expect(self.page.locator("main").get_by_text(each).filter(visible=True).first).to_be_visible()

    def shows_nowhere(self, *words: str) -> None:
        """Find these words nowhere on the screen; what a form carries hidden is not on it."""
        seen = self.page.locator("body").inner_text()
        found = [each for each in words if each in seen]
        assert not found, f"{self.page.url} shows {found}"

    def does_not_read(self, *words: str) -> None:
        """Find these words nowhere in the page, shown or hidden."""
        source = self.page.content()
        found = [each for each in words if each in source]
        assert not found, f"{self.page.url} tells {found}"

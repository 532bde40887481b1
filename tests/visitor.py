"""A person at a browser: follows links, fills in the forms that the pages really show, sends what they carry hidden."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

Fields = MultiDict[str, object]


@dataclass
class ShownForm:
    """A form as a page shows it: where it goes, how, and what it already holds."""

    action: str
    method: str
    fields: Fields = field(default_factory=MultiDict)
    names: set[str] = field(default_factory=set)


class _Forms(HTMLParser):
    """Reads the forms of a page, with the values a browser would send."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[ShownForm] = []
        self.form: ShownForm | None = None
        self.select = ""
        self.options: list[tuple[str, bool]] = []
        self.area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.form = ShownForm(given.get("action") or "", (given.get("method") or "get").lower())
            self.found.append(self.form)
        if self.form is None:
            return
        name = given.get("name") or ""
        if name and tag in ("input", "select", "textarea", "button"):
            self.form.names.add(name)
        if tag == "input" and name:
            self._input(name, given)
        elif tag == "select":
            self.select, self.options = name, []
        elif tag == "option":
            self.options.append((given.get("value") or "", "selected" in given))
        elif tag == "textarea" and name:
            self.area = name
            self.form.fields.add(name, "")

    def _input(self, name: str, given: dict[str, str | None]) -> None:
        kind = given.get("type") or "text"
        ticked = kind not in ("checkbox", "radio") or "checked" in given
        if self.form is not None and ticked and kind not in ("submit", "button", "file"):
            self.form.fields.add(name, given.get("value") or ("on" if kind == "checkbox" else ""))

    def handle_data(self, data: str) -> None:
        if self.form is not None and self.area:
            self.form.fields[self.area] = str(self.form.fields[self.area]) + data

    def handle_endtag(self, tag: str) -> None:
        if self.form is None:
            return
        if tag == "form":
            self.form = None
        elif tag == "textarea" and self.area:
            self.form.fields[self.area] = str(self.form.fields[self.area]).removeprefix("\r\n")
            self.area = None
        elif tag == "select" and self.select:
            chosen = [value for value, selected in self.options if selected] or [v for v, _ in self.options[:1]]
            self.form.fields.setlist(self.select, list(chosen))
            self.select = ""


def forms_of(page: TestResponse) -> list[ShownForm]:
    """The forms that a page shows."""
    reader = _Forms()
    reader.feed(page.get_data(as_text=True))
    return reader.found


def filled(shown: TestResponse, **typed: object) -> tuple[str, Fields]:
    """The one POST form of a page that has all the typed fields, filled in: where it goes and what is sent."""
    fitting = [form for form in forms_of(shown) if form.method == "post" and set(typed) <= form.names]
    assert fitting, f"no form on {shown.request.path} has the fields {sorted(typed)}"
    form = fitting[0]
    sent: Fields = MultiDict(form.fields)
    for name, value in typed.items():
        sent.setlist(name, list(value) if isinstance(value, list | tuple) else [value])
    return form.action or shown.request.full_path.rstrip("?"), sent


class Visitor:
    """One browser with its own cookies."""

    def __init__(self, app: Flask) -> None:
        self.client: FlaskClient = app.test_client()
        self.page: TestResponse | None = None

    def get(self, url: str, query: dict[str, str] | None = None, *, follow: bool = True) -> TestResponse:
        """Open a page."""
        self.page = self.client.get(url, query_string=query or None, follow_redirects=bool(follow))
        return self.page

    def text(self, url: str, query: dict[str, str] | None = None) -> str:
        """The words of a page that must be there."""
        page = self.get(url, query)
        assert page.status_code == 200, f"{url}: {page.status}"
        return page.get_data(as_text=True)

    def submit(self, url: str, *, follow: object = True, **typed: object) -> TestResponse:
        """Open a page, fill in the one POST form that has all the typed fields, send it as a browser would."""
        shown = self.get(url)
        assert shown.status_code == 200, f"{url}: {shown.status}"
        return self.send(shown, follow=follow, **typed)

    def send(self, shown: TestResponse, *, follow: object = True, **typed: object) -> TestResponse:
        """Fill in and send a form of a page already open; a second call sends the same form again."""
        url, sent = filled(shown, **typed)
        self.page = self.client.post(url, data=sent, follow_redirects=bool(follow))
        return self.page

    def post_bare(self, url: str, **fields: str) -> TestResponse:
        """Post fields without the token a page would have carried."""
        self.page = self.client.post(url, data=fields)
        return self.page

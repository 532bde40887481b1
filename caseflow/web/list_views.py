"""The row of links above a list: the queues of the office, a person's own views, which of them is open now."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from caseflow.law.rights import Right
from caseflow.store.saved_views import SavedView, views_of
from caseflow.web import entry_list, matter_list, visit_list
from caseflow.web.access import me
from caseflow.web.forms import HouseForm
from caseflow.web.narrowing import asked, in_words, kept, sensible
from caseflow.web.queues import ENTRIES, MATTERS, VISITS, queues_of

EVERYTHING = "tat-ca"
"""The word in an address that opens a list without any filter, also where a view is opened first."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A list that views are kept of: what it is called, where it is opened, by whom, by which filter."""

    slug: str
    title: str
    endpoint: str
    right: Right
    form: Callable[[MultiDict[str, str]], HouseForm]

    def url(self, query: Mapping[str, str]) -> str:
        """The address of the list narrowed to something."""
        return f"{url_for(self.endpoint)}?{urlencode(query)}" if query else url_for(self.endpoint)


LISTS: Mapping[str, Listed] = {
    listed.slug: listed
    for listed in (
        Listed(MATTERS, "Vụ việc", "matters.index", Right.READ, matter_list.FilterForm.read),
        Listed(ENTRIES, "Đơn", "petitions.index", Right.READ, entry_list.FilterForm.read),
        Listed(VISITS, "Tiếp dân", "reception.index", Right.RECEIVE, visit_list.FilterForm.read),
    )
}


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the row."""

    name: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """The row, and what may be done with the filter that is open now."""

    everything: Link
    queues: tuple[Link, ...]
    own: tuple[Link, ...]
    keep_url: str
    edit: Link | None
    narrowed: str  # in words


def bar(slug: str, form: HouseForm) -> Bar | Response:
    """The row above a list; where the list is opened bare and a view is to be opened first, the way there."""
    listed, now_open = LISTS[slug], asked(form)
    views = [(view, sensible(form, view.query)) for view in views_of(me().user_id, slug)]
    first = next((query for view, query in views if view.is_default), None)
    if first and not request.args:
        return redirect(listed.url(first))
    own = tuple(Link(view.name, listed.url(query), query == now_open) for view, query in views if query)
    edit = next((view for view, query in views if query and query == now_open), None)
    return Bar(
        everything=Link("Tất cả", listed.url({EVERYTHING: "1"} if first else {}), not now_open),
        queues=tuple(
            Link(queue.name, listed.url(queue.query), dict(queue.query) == now_open)
            for queue in queues_of(slug, me().reader)
        ),
        own=own,
        keep_url=_keep_url(slug, kept(form)) if kept(form) and not edit else "",
        edit=_edit(edit) if edit else None,
        narrowed=in_words(form),
    )


def _keep_url(slug: str, query: Mapping[str, str]) -> str:
    return f"{url_for('saved_views.keep', listed=slug)}?{urlencode(query)}"


def _edit(view: SavedView) -> Link:
    return Link(view.name, url_for("saved_views.edit", view_id=view.id), is_current=False)

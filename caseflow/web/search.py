"""The search over matters, petitions and people, as far as the reader may know of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from caseflow.law.rights import Right
from caseflow.store.asked import Asked
from caseflow.store.citizens import paper_number
from caseflow.store.matter_lists import row_of
from caseflow.store.matter_words import texts_of
from caseflow.store.matters import Matter
from caseflow.store.search import MOST_COUNTED, matters_found
from caseflow.store.search_people import PersonFound, exactly, people_named
from caseflow.web import matter_list
from caseflow.web.access import me, needs
from caseflow.web.dues import DueWords
from caseflow.web.excerpts import Excerpt, Piece, excerpt, marked
from caseflow.web.paging import next_url, part_reached
from caseflow.web.places import commune_names

blueprint = Blueprint("search", __name__, url_prefix="/tim")

PER_PAGE = 25
PEOPLE = 10
MATTERS_OF_PERSON = 5
LONGEST = 200
FIGURES_SHOWN = 4


@dataclass(frozen=True, slots=True)
class MatterHit:
    """A matter that was found, as the page shows it."""

    row: matter_list.Row
    title: list[Piece]
    excerpt: Excerpt | None


@dataclass(frozen=True, slots=True)
class PersonHit:
    """Somebody who was found; of the number of their identity paper only the end."""

    name: list[Piece]
    commune: str
    number: str
    matters: list[Matter]
    more: int


@blueprint.get("")
@needs(Right.READ)
def index() -> ResponseReturnValue:
    """What was found: what bears the very number typed, then matters by their words, then people by their names."""
    typed, after = request.args.get("tu", "").strip()[:LONGEST], part_reached()
    reader = me().reader
    hits = matters_found(typed, reader, after=after, limit=PER_PAGE)
    asked = hits.asked
    if not asked:
        return render_template("search/index.html", typed=typed, asked=asked)
    exact = exactly(typed, reader) if after is None else None
    people = people_named(asked, reader, limit=PEOPLE) if after is None else []
    return render_template(
        "search/index.html",
        typed=typed,
        asked=asked,
        exact=exact,
        with_number=[_person(person, asked) for person in exact.people] if exact else [],
        hits=_matters(hits.matters, asked),
        count=f"hơn {MOST_COUNTED}" if hits.count > MOST_COUNTED else str(hits.count),
        further=next_url(*hits.next_key) if hits.next_key else "",
        people=[_person(person, asked) for person in people],
    )


def _matters(found: Sequence[Matter], asked: Asked) -> list[MatterHit]:
    rows = matter_list.rows([row_of(matter) for matter in found], DueWords())
    texts = texts_of([matter.id for matter in found])
    return [
        MatterHit(row, marked(matter.title, asked), excerpt(texts[matter.id], asked))
        for matter, row in zip(found, rows, strict=True)
    ]


def _person(found: PersonFound, asked: Asked) -> PersonHit:
    citizen, number = found.citizen, paper_number(found.citizen)
    return PersonHit(
        name=marked(citizen.name, asked),
        commune=commune_names().get(citizen.unit_code, ""),
        number=f"•••• {number[-FIGURES_SHOWN:]}" if number else "",
        matters=found.matters[:MATTERS_OF_PERSON],
        more=max(0, len(found.matters) - MATTERS_OF_PERSON),
    )

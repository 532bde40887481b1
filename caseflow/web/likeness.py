"""What stands beside a form that is being filled: who has come before, which matters are alike, and the key to join."""

from collections.abc import Iterable
from dataclasses import dataclass

from wtforms import FieldList, ValidationError

from caseflow.services.citizens import Person
from caseflow.services.likeness import Alike, Beside, Came, Typed, beside
from caseflow.web.access import me
from caseflow.web.places import commune_code

MOST_KEYS = 9


@dataclass(frozen=True, slots=True)
class BesideView:
    """The panels beside a form; `keys` says under which number a matter is joined, `chosen` which one is."""

    came: tuple[Came, ...]
    alike: tuple[Alike, ...]
    keys: dict[str, int]
    chosen: str
    is_asked: bool

    @property
    def told(self) -> str:
        """What is read out to whoever does not see the panels."""
        if self.chosen:
            return f"Sẽ nhập vào {self.chosen}."
        if not self.came and not self.alike:
            return "Không thấy ai từng đến, không thấy vụ việc giống." if self.is_asked else ""
        return f"Đã từng đến: {len(self.came)}. Vụ việc giống: {len(self.alike)}."


def beside_view(
    *,
    people: FieldList,
    summary: str | None,
    chosen: str | None,
    place: str | None = None,
    matter_id: int | None = None,
) -> BesideView:
    """Read what stands in a form so far, finished or not, and look for what is like it.

    `place` is where it happened, if the form asks; `matter_id` the matter of a record that exists already: it is not
    its own likeness.
    """
    known = _known(people)
    code = _code(place) or next((one.unit_code for one in known if one.unit_code), "")
    typed = Typed(summary or "", known, code, matter_id)
    found = beside(typed, reader=me().reader)
    codes = [one.matter.code for one in found.alike] + [one.matter.code for one in _only_came(found)]
    keys = {code: number for number, code in enumerate(dict.fromkeys(codes), 1) if number <= MOST_KEYS}
    is_asked = bool(known or typed.summary.strip())
    return BesideView(tuple(found.came), tuple(found.alike), keys, (chosen or "").strip().upper(), is_asked)


def _only_came(found: Beside) -> Iterable[Came]:
    """Those of whom nothing alike is known: their matter is offered where they stand."""
    alike = {one.matter.id for one in found.alike}
    return (one for one in found.came if one.matter.id not in alike)


def _known(people: FieldList) -> list[Person]:
    """The people as far as they have been typed."""
    rows = [row.form for row in people]
    typed = [
        Person(
            form.name.data or "",
            paper_number=form.paper_number.data or "",
            phone=form.phone.data or "",
            unit_code=_code(form.commune.data),
        )
        for form in rows
    ]
    return [one for one in typed if one.name.strip() or one.paper_number.strip() or one.phone.strip()]


def _code(words: str | None) -> str:
    """The commune that is meant, if the words say it already."""
    try:
        return commune_code(words or "")
    except ValidationError:
        return ""

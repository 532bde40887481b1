"""What the reading of suspicions goes by: one matter as plain values, gathered by the house and read here. Pure."""

from dataclasses import dataclass
from datetime import date

from caseflow.law.competence import Author
from caseflow.law.terms import Action, Authority, CaseStatus, Channel, EntryStatus, Instance, OfficeKind, PetitionKind

NOT_IN_A_BOOK = frozenset({EntryStatus.NEW, EntryStatus.VOIDED})


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From when on a house speaks of prolonged and of many: no law gives these numbers, a province may set them."""

    years: int = 2
    petitions: int = 5
    past_cap_days: int = 0
    many: int = 5


@dataclass(frozen=True, slots=True)
class OfficeFact:
    """An office; `body` is the one it receives for: of the board, its province."""

    id: int
    name: str
    kind: OfficeKind
    authority: Authority = Authority.ADMINISTRATIVE
    body: int = 0


@dataclass(frozen=True, slots=True)
class PaperFact:
    """A petition: how many signed it, what it repeats or continues, at which visit it was handed in."""

    id: int
    words: str = ""
    signatories: int = 1
    channel: Channel = Channel.POST
    duplicate_of: int | None = None
    continues: int | None = None
    visit_id: int | None = None


@dataclass(frozen=True, slots=True)
class EntryFact:
    """A petition in the book of one office, as far as it has come there."""

    id: int
    paper_id: int
    office: OfficeFact
    received_on: date
    number: str = ""
    status: EntryStatus = EntryStatus.RECEIVED
    kind: PetitionKind | None = None
    instance: Instance | None = None
    in_competence: bool | None = None
    from_entry_id: int | None = None
    was_forwarded: bool = False
    processed_on: date | None = None
    outcome: Action | None = None
    is_open: bool = True

    @property
    def is_registered(self) -> bool:
        """Whether it stands in the book of its office."""
        return self.status not in NOT_IN_A_BOOK


@dataclass(frozen=True, slots=True)
class VisitFact:
    """A visit; `people` are keys of those known, so that nobody counts twice; `is_own`: it belongs to this matter."""

    id: int
    office: OfficeFact
    on: date
    number: str = ""
    people_present: int = 1
    people_received: int = 1
    has_paper: bool = False
    people: frozenset[str] = frozenset()
    is_own: bool = True


@dataclass(frozen=True, slots=True)
class CaseFact:
    """A settlement case and its settlement clock: code of the wording, strict end, whether met or resting."""

    id: int
    code: str
    office: OfficeFact
    kind: PetitionKind
    instance: Instance = Instance.FIRST
    status: CaseStatus = CaseStatus.ACCEPTED
    is_open: bool = True
    period: str = ""
    accepted_on: date | None = None
    due_strict: date | None = None
    met_on: date | None = None
    is_paused: bool = False
    settled_on: date | None = None
    extensions: int = 0
    is_complex: bool = False
    verifiers: frozenset[int] = frozenset()

    def expired_by(self, day: date) -> bool:
        """Whether by a day the period had run out, by its strict end, before the matter was settled (LKN Đ33.1)."""
        if self.due_strict is None or self.is_paused or day <= self.due_strict:
            return False
        return self.met_on is None or self.met_on > self.due_strict

    def settled_by(self, day: date) -> bool:
        """Whether a decision or conclusion had been issued by a day."""
        return self.settled_on is not None and self.settled_on <= day

    def runs_on(self, day: date) -> bool:
        """Whether on a day it is being settled and is not late."""
        begun = self.accepted_on is not None and self.accepted_on <= day
        ended = self.met_on is not None and self.met_on <= day
        return begun and not ended and not self.expired_by(day)


@dataclass(frozen=True, slots=True)
class MatterFacts:
    """One matter on one day."""

    today: date
    opened_on: date
    author: Author | None = None
    papers: tuple[PaperFact, ...] = ()
    entries: tuple[EntryFact, ...] = ()
    visits: tuple[VisitFact, ...] = ()
    cases: tuple[CaseFact, ...] = ()
    helpers: tuple[tuple[int, int], ...] = ()
    """Work given: (case, office)."""

    @property
    def registered(self) -> tuple[EntryFact, ...]:
        """The entries that stand in a book, in the order in which they came."""
        return tuple(sorted((one for one in self.entries if one.is_registered), key=lambda one: one.id))

    @property
    def is_open(self) -> bool:
        """Whether anything is still to be done."""
        return any(entry.is_open for entry in self.entries) or any(case.is_open for case in self.cases)

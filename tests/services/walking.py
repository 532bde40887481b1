"""A walk through the office at random: lawful steps, and steps that the law does not know, on all that lies about.

Whether a step ought to pass is read off the rows here, in the plainest way; what the services do is held against it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from random import Random

from sqlalchemy import CompoundSelect, func, literal, select, union_all

from caseflow.law.errors import Refusal
from caseflow.law.escalation import WINDOWS
from caseflow.law.facts import ASKS, FactType, favourable
from caseflow.law.main_line import lawful, line_of
from caseflow.law.periods import PERIODS
from caseflow.law.procedures import BESIDE, PETITIONED, PROCEDURES, Petitioned
from caseflow.law.tables import Table
from caseflow.law.terms import Action, Channel, EntryStatus, Instance, Nature, PetitionKind, Procedure, Signer
from caseflow.law.workflow import History, Step, Target, kind_in
from caseflow.services import cases, corrections, petitions, records
from caseflow.services.deadlines import clocks_of
from caseflow.services.records import Record
from caseflow.services.steps import Paper, Recording, history_of
from caseflow.store import journal
from caseflow.store.cases import Case
from caseflow.store.db import Model, db
from caseflow.store.deadlines import Deadline, Origin, running
from caseflow.store.matters import NEVER, Matter
from caseflow.store.offices import office_by_code
from caseflow.store.petitions import PetitionEntry
from caseflow.store.subjects import Subject, events_of
from tests.conftest import SettableClock
from tests.factories import NOTICE, PEOPLE, Enter, Province
from tests.law.histories import Facts, Fold, World, answers, candidates, lacking

DUTIES = frozenset(row.family for row in PERIODS if row.nature is Nature.DUTY)
ROLES = {login: frozenset(roles) for login, _, _, roles in PEOPLE}
UNSIGNED = Paper()
DAYS = (0, 0, 1, 1, 2, 3, 5, 8, 15, 30)
STRANGE = 0.2  # how often a step is tried that the law need not know
BACKDATED = 0.12
WITHOUT_NUMBER = 0.05
SPOILT = 0.08
NONSENSE = "không có trong danh mục"


def _typed(name: str, value: object) -> object:
    """A fact as a form gives it."""
    return date.fromisoformat(str(value)) if value and ASKS[name].type is FactType.DATE else value


@cache
def _counts() -> CompoundSelect[tuple[str, int]]:
    tables = Model.metadata.sorted_tables
    return union_all(*(select(literal(table.name), func.count()).select_from(table) for table in tables))


def everything_written() -> tuple[object, ...]:
    """How many rows every table has, and the head of the journal: what a refusal must leave as it was."""
    return (sorted(tuple(row) for row in db.session.execute(_counts())), journal.head())


@dataclass(frozen=True, slots=True)
class Attempt:
    """What is tried: which act by whom, on which day, with which facts and paper."""

    action: Action
    on: date
    facts: Facts
    paper: Paper
    login: str

    def __str__(self) -> str:
        return f"{self.on} {self.login}: {self.action.value} {self.facts}"


@dataclass(slots=True)
class Walk:
    """One walk: its random choices, what lies about, what was tried and what came of it."""

    enter: Enter
    clock: SettableClock
    province: Province
    random: Random = field(default_factory=Random)
    subjects: list[int] = field(default_factory=list)
    trace: list[str] = field(default_factory=list)
    passed: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    taken: set[tuple[str, Action]] = field(default_factory=set)

    def begin_entry(self) -> None:
        """A petition is entered at an office."""
        channel = self.random.choice(list(Channel))
        by, at = self.random.choice((("xulydon", "BTCD"), ("so-don", "SO-NNMT"), ("xa1-don", "XA-18880")))
        it = self.enter.a_petition("Đơn về đất đai", by=by, at=at, channel=channel)
        self.subjects.append(it.entry_id or 0)
        self.trace.append(f"{self.clock.today} entry {it.entry_id} at {at} by {channel.value}")

    def begin_case(self, procedure: Procedure) -> None:
        """A case is opened on a matter, with what its opening asks and what a petition would tell it."""
        petition = PETITIONED.get(procedure) or Petitioned(BESIDE[procedure][0], Instance.FIRST)
        secret = petition.kind is PetitionKind.DENUNCIATION
        it = self.enter.a_denunciation() if secret else self.enter.a_petition()
        opening = next(step for step in PROCEDURES[procedure] if step.action is Action.OPEN)
        told = {"received_on": self.clock.today, "contested_object": petition.contested_object}
        with self.enter.acting("thamquyen") as reader:
            office = office_by_code(self.random.choice(("TINH", "BTCD")))
            assert office is not None
            case = cases.open_case(
                matter=db.session.get_one(Matter, it.matter_id),
                office=office,
                procedure=procedure,
                kind=petition.kind,
                instance=petition.instance,
                on=self.clock.today,
                facts=told | answers(opening, on=self.clock.today, random=self.random, world=self._world()),
                reader=reader,
                now=self.clock(),
            )
            self.subjects.append(case.id)
        self.trace.append(f"{self.clock.today} case {self.subjects[-1]} {procedure.value}")

    def go_on(self) -> None:
        """Some days pass; something is tried on something that lies about; what must hold afterwards is checked."""
        self.clock.forward(days=self.random.choice(DAYS))
        record = self._something()
        if isinstance(record, PetitionEntry) and record.status is EntryStatus.NEW:
            self._enter_forwarded(record)
            return
        attempt = self._attempt(record)
        no = self._why_not(record, attempt)
        self.trace.append(f"{attempt} on {record.id} ({record.status})")
        with self._trying("unlawful" if no else "lawful"):
            with self.enter.acting(attempt.login) as reader:
                recording = Recording(attempt.action, attempt.on, attempt.facts, attempt.paper)
                records.take(recording, record=record, reader=reader, now=self.clock())
            assert not no, self.told(f"an unlawful step passed: {no}")
            self.passed[attempt.action.value] += 1
            self.taken.add((self._table(record).label, attempt.action))
            self._gather(record)
            self.check(record)

    @contextmanager
    def _trying(self, what: str) -> Iterator[None]:
        """A refusal says why, is counted, and leaves everything as it was."""
        before = everything_written()
        try:
            yield
        except Refusal as refusal:
            self.trace[-1] += f" → {refusal.sentence}"
            self.refused[what] += 1
            if not refusal.sentence or everything_written() != before:
                raise AssertionError(self.told("a refusal left something behind")) from refusal

    def correct(self) -> None:
        """A step that was taken is told anew, some days sooner or later; what hung on it follows, or it stays."""
        record = self._something()
        standing = [event for event in events_of(record.id) if corrections.is_correctable(event)]
        if not standing:
            return
        event = self.random.choice(standing)
        on = event.on + timedelta(days=self.random.randrange(-4, 5))
        told = {name: _typed(name, value) for name, value in event.facts.items() if name in ASKS}
        self.trace.append(f"{on} instead of {event.on}: {event.action.value} on {record.id} ({record.status})")
        recording = Recording(event.action, on, told, NOTICE)
        with self._trying("corrections"):
            with self.enter.acting("thamquyen") as reader:
                corrections.correct(
                    event, recording, record=record, reason="ghi nhầm ngày", reader=reader, now=self.clock()
                )
            self.passed["corrected"] += 1
            self.check(record)

    def told(self, what: str) -> str:
        """What went wrong, after all that was done."""
        return "\n".join([what, *self.trace])

    def check(self, record: Record) -> None:
        """The history reads plainly to the stored status, and what is open has something that will call it up."""
        table = self._table(record)
        history = history_of(record, table)
        fold = Fold.of(table)
        for taken in history.taken:
            try:
                fold.take(taken.happening.action, taken.happening.on, taken.happening.facts)
            except AssertionError as wrong:
                raise AssertionError(self.told(str(wrong))) from wrong
        assert fold.status == record.status, self.told(f"{fold.status} is stored as {record.status}")
        assert record.is_open == (fold.status not in table.closed), self.told("open and closed disagree")
        rows = self._deadlines(record)
        awake = [row for row in rows if row.met_on is None and not row.paused]
        assert awake or not record.is_open, self.told(f"{record.id} has fallen silent")
        clocks = {clock.key: clock for clock in clocks_of(history, self.clock.today)}
        kept = {
            (row.family, row.start_cause, row.occurrence): (
                row.code,
                row.start_on,
                row.due_strict,
                row.due_legal,
                row.met_on,
            )
            for row in rows
            if row.origin is not Origin.LOCAL
        }
        read = {
            key: (clock.code, clock.start_on, clock.due_strict, clock.due_legal, clock.met_on)
            for key, clock in clocks.items()
            if clock.family not in WINDOWS
        }
        assert kept == read, self.told(f"{kept} is read as {read}")
        self._check_nearest(record)

    def _check_nearest(self, record: Record) -> None:
        """The next due date that stands on the matter is the nearest of all that runs in it."""
        if record.matter_id is None:
            return
        due = select(Deadline.due_legal).join(Subject, Subject.id == Deadline.subject_id)
        nearest = min(db.session.scalars(due.where(Subject.matter_id == record.matter_id, running())), default=NEVER)
        stands = db.session.scalar(select(Matter.next_due).where(Matter.id == record.matter_id))
        assert stands == nearest, self.told(f"{stands} stands on the matter, {nearest} is the nearest")

    def _table(self, record: Record) -> Table:
        return records.rows_of(record)

    def _deadlines(self, record: Record) -> list[Deadline]:
        return list(db.session.scalars(select(Deadline).where(Deadline.subject_id == record.id)))

    def _enter_forwarded(self, entry: PetitionEntry) -> None:
        """The office to which a paper was sent enters it on the day it came."""
        if not entry.is_open:
            return
        with self.enter.acting("thamquyen", "vào sổ") as reader:
            entry = db.session.get_one(PetitionEntry, entry.id)
            petitions.receive(entry, received_on=self.clock.today, reader=reader, now=self.clock())
        self.trace.append(f"{self.clock.today} entry {entry.id} received")

    def _gather(self, record: Record) -> None:
        """What a step brought into the world lies about from now on."""
        if record.matter_id is None:
            return
        for kind in (PetitionEntry, Case):
            of_matter = select(kind.id).where(kind.matter_id == record.matter_id)
            self.subjects += [key for key in db.session.scalars(of_matter) if key not in self.subjects]

    def _attempt(self, record: Record) -> Attempt:
        rows, today = records.rows_of(record), self.clock.today
        history = history_of(record, rows)
        on = today
        if self.random.random() < BACKDATED:
            first = history.taken[0].happening.on
            since = max((today - first).days, 0)  # what was joined may come from a walk that went on for longer
            on = first + timedelta(days=self.random.randrange(-2, since + 3))
        possible = [
            step
            for step in lawful(rows.steps, history.status, kind=records.kind_of(record), on=on, known=history.known)
            if step.recorded_by
        ]
        if not possible or self.random.random() < STRANGE:
            action = self.random.choice(list(Action))
            known = [step for step in rows.steps if step.action is action]
        else:
            known = [self._step(possible, rows, history)]
            action = known[0].action
        facts = answers(self.random.choice(known), on=on, random=self.random, world=self._world()) if known else {}
        self._put_in_order(facts, history.known)
        if known and self.random.random() < SPOILT:
            self._spoil(facts, known[0])
        paper = UNSIGNED if self.random.random() < WITHOUT_NUMBER else NOTICE
        return Attempt(action, on, facts, paper, self._somebody(known, record))

    def _put_in_order(self, facts: Facts, known: Mapping[str, object]) -> None:
        """What must lie before a known day mostly does."""
        for name in list(facts):
            limit = known.get(ASKS[name].before)
            if limit and self.random.random() > STRANGE / 2:
                facts[name] = min(date.fromisoformat(str(facts[name])), date.fromisoformat(str(limit)))

    def _spoil(self, facts: Facts, step: Step) -> None:
        """An answer that must be given is left out, or one out of a list is none of the list."""
        required = [name for name in step.asks if ASKS[name].required]
        listed = [name for name in facts if ASKS[name].type is FactType.CHOICE and name != "kind"]
        if listed and self.random.random() < 0.5:
            facts[self.random.choice(listed)] = NONSENSE
        elif required:
            facts.pop(self.random.choice(required), None)

    def _something(self) -> Record:
        """Mostly something that is still open; where nothing is, a new petition."""
        found = [db.session.get_one(Subject, key) for key in self.subjects]
        still = [subject for subject in found if subject.is_open]
        if not still:
            self.begin_entry()
            found = still = [db.session.get_one(Subject, self.subjects[-1])]
        record = self.random.choice(found if self.random.random() < STRANGE / 2 else still)
        assert isinstance(record, PetitionEntry | Case)
        return record

    def _step(self, possible: list[Step], rows: Table, history: History) -> Step:
        """A lawful step: what leads on rather than what ends everything, and the main line before the rest.

        Seldom what lacks something that it does not itself ask for, or what has been done and leads nowhere.
        """
        line, done = line_of(rows.steps), {taken.step.action for taken in history.taken}
        weights: list[float] = []
        for step in possible:
            idle = lacking(step, {**history.known, **favourable(step.asks)}) or (
                step.target is Target.STAY and step.action in done
            )
            leading = 1 if step.target in rows.closed else 12 if step.action in line else 4
            weights.append(0.2 if idle else leading)
        return self.random.choices(possible, weights)[0]

    def _somebody(self, known: list[Step], record: Record) -> str:
        """Mostly one of those who may record such a step at the record's office, sometimes anybody."""
        above = {int(key) for key in record.office.path.split(".") if key}
        fitting = [
            login
            for login, _, code, roles in PEOPLE
            if self.province.offices[code] in above and (not known or known[0].recorded_by & set(roles))
        ]
        anybody = sorted(self.province.people)
        return self.random.choice(fitting if fitting and self.random.random() > STRANGE / 2 else anybody)

    def _world(self) -> World:
        codes = list(db.session.scalars(select(Matter.code).order_by(Matter.id)))
        offices = sorted(self.province.offices.values())
        return World(offices, sorted(self.province.people.values()), [*codes, "VV-2026-99999"])

    def _why_not(self, record: Record, attempt: Attempt) -> str:
        """Why an act at the end of a history must be refused; nothing where that cannot be read off the rows alone."""
        table = self._table(record)
        history = history_of(record, table)
        if attempt.on <= history.taken[-1].happening.on:
            return ""  # the acts of one day may be taken in another order, and what came before may be something else
        if attempt.on > self.clock.today:
            return "in the future"
        known = {**history.known, **attempt.facts}
        found = candidates(table.steps, history.status, attempt.action, kind=kind_in(known), on=attempt.on, known=known)
        if not found:
            return "no row"
        step = found[0]
        signed = step.document and step.signed_by in (Signer.HEAD, Signer.AUTHORITY)
        unanswered = [name for name in step.asks if ASKS[name].required and attempt.facts.get(name) in (None, "", [])]
        reasons = {
            "a need is not met": lacking(step, known),
            "nobody of that role": not step.recorded_by & ROLES[attempt.login],
            "a fact is missing": unanswered,
            "an answer is none of the list": NONSENSE in attempt.facts.values(),
            "the paper has no number": signed and attempt.paper is UNSIGNED,
            "time does not allow it": self._untimely(record, step, attempt.on),
        }
        return "; ".join(reason for reason, holds in reasons.items() if holds)

    def _untimely(self, record: Record, step: Step, on: date) -> bool:
        """Whether a period that must still run has run out, one that must run out has not, or a duty is left."""
        for row in self._deadlines(record):
            if row.met_on is not None:
                continue
            late = row.family == step.in_time and on > row.due_legal
            early = (row.family == step.ripens and on < row.due_legal) or (
                row.family == step.expires and on <= row.due_strict
            )
            left = step.finishes and row.family in DUTIES - {*step.ends, *step.drops}
            if late or early or left:
                return True
        return False

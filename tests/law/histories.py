"""Histories made up at random, and what the rows say of them, read plainly: no row's meaning is taken from the code.

Answers are made up from what a fact says of itself (ASKS), so that a fact added tomorrow is answered tomorrow.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from caseflow.law.facts import ASKS, INSTANCES, NEEDS, Ask, FactType, fields_of
from caseflow.law.tables import Table
from caseflow.law.terms import Action, PetitionKind, ProxyPaper, Status
from caseflow.law.transitions import TRANSITIONS
from caseflow.law.workflow import EVERY_KIND, Step, Target, kind_in

Facts = dict[str, object]


@dataclass(frozen=True, slots=True)
class World:
    """What there is to point at: offices, people, matters."""

    offices: Sequence[int] = (1,)
    people: Sequence[int] = (1,)
    matters: Sequence[str] = ("VV-2026-00001",)


def _several(ask: Ask, on: date, random: Random, _world: World) -> object:
    known = sorted(ask.open_on(on))
    return random.sample(known, min(len(known), random.randrange(1, 4)))


ANSWERS: Mapping[FactType, Callable[[Ask, date, Random, World], object]] = {
    FactType.DATE: lambda ask, on, random, _world: on + timedelta(days=random.randrange(1, 30) - 45 * ask.past),
    FactType.YES_NO: lambda _ask, _on, random, _world: random.choice(("yes", "yes", "no")),
    FactType.CHOICE: lambda ask, on, random, _world: random.choice(sorted(ask.open_on(on)) or [""]),
    FactType.SEVERAL: _several,
    FactType.OFFICE: lambda _ask, _on, random, world: random.choice(world.offices),
    FactType.PERSON: lambda _ask, _on, random, world: random.choice(world.people),
    FactType.MATTER: lambda _ask, _on, random, world: random.choice(world.matters),
}
"""How a question of each type is answered; of any other type, with a number, which is a text as well."""


def answer(ask: Ask, *, on: date, random: Random, world: World) -> object:
    """A plausible answer to one question on a day."""
    made_up = ANSWERS.get(ask.type)
    return made_up(ask, on, random, world) if made_up else str(random.randrange(1, 100))


def answers(step: Step, *, on: date, random: Random, world: World) -> Facts:
    """Plausible answers to what a step asks; what need not be answered is left out half the time."""
    asked = [ASKS[name] for name in step.asks]
    facts: Facts = {
        ask.name: answer(ask, on=on, random=random, world=world)
        for ask in asked
        if ask.required or random.random() < 0.5
    }
    if "kind" in facts:
        _agree(facts, step, random)
    if ("obstacle_from" in facts) != ("obstacle_to" in facts):
        facts = {name: value for name, value in facts.items() if not name.startswith("obstacle")}
    elif "obstacle_to" in facts:
        facts["obstacle_from"], facts["obstacle_to"] = sorted((facts["obstacle_from"], facts["obstacle_to"]), key=str)
    for told, ground in (("extraordinary", "extraordinary_ground"), ("online", "online_ground")):
        if facts.get(told) == "yes":
            facts[ground] = answer(ASKS[ground], on=on, random=random, world=world)
    if facts.get("proxy_paper") == ProxyPaper.PLAIN or "proxy_on" not in facts:
        facts.pop("proxy_paper", None)
    if "eligible" in facts and facts["eligible"] == "yes":
        facts.pop("ineligible_because", None)
    elif "ineligible_because" in step.asks:
        reasons = ASKS["ineligible_because"]
        facts["ineligible_because"] = answer(reasons, on=on, random=random, world=world)
    return facts


def _agree(facts: Facts, step: Step, random: Random) -> None:
    """The kind is one of the row's, the instance and the field are among those of the kind."""
    kind = random.choice(sorted(step.kinds))
    facts["kind"] = kind.value
    if "field" in facts:
        facts["field"] = random.choice(fields_of(kind))[0]
    if "instance" in facts and kind in INSTANCES:
        facts["instance"] = random.choice(INSTANCES[kind]).value


def candidates(
    steps: Sequence[Step],
    status: Status,
    action: Action,
    *,
    kind: PetitionKind | None,
    on: date,
    known: Mapping[str, object],
) -> list[Step]:
    """The rows that answer for an act from a status on a day."""
    return [
        step
        for step in steps
        if step.action is action
        and status in step.source
        and step.since <= governing_day(step, on, known) <= step.until
        and (step.kinds == EVERY_KIND if kind is None else kind in step.kinds)
    ]


def governing_day(step: Step, on: date, known: Mapping[str, object]) -> date:
    """The day by which a wording is chosen: that of the act, or the known one that the row names."""
    began = known.get(step.chosen_by)
    overridden = any(clause.code == step.transition and on >= clause.since for clause in TRANSITIONS)
    return date.fromisoformat(str(began)) if began and not overridden else on


def lacking(step: Step, known: Mapping[str, object]) -> list[str]:
    """The needs of a row that what is known does not meet."""
    return [name for name in step.needs if not NEEDS[name].holds(known)]


@dataclass(slots=True)
class Fold:
    """A history read plainly: where it stands and what is known."""

    table: Table
    status: Status
    resting: Status
    known: Facts

    @classmethod
    def of(cls, table: Table) -> "Fold":
        """A history in which nothing has happened."""
        return cls(table, table.start, table.start, {})

    def take(self, action: Action, on: date, facts: Mapping[str, object]) -> Step:
        """Go on by one act; AssertionError where no row, or more than one, answers for it or a need is not met."""
        known = {**self.known, **facts}
        found = candidates(self.table.steps, self.status, action, kind=kind_in(known), on=on, known=known)
        assert len(found) == 1, f"{action.label}, {self.status.label}, {on}: {len(found)} rows"
        (step,) = found
        assert lacking(step, known) == [], f"{action.label}, {on}: {lacking(step, known)}"
        before = self.status
        if step.target is Target.BACK:
            self.status = self.resting
        elif isinstance(step.target, Target):
            pass
        else:
            self.status = step.target
            self.resting = before if step.pauses or step.interrupts else step.target
        self.known = {**known, **dict.fromkeys(step.sets, True), f"{action.value}_on": on}
        return step

"""Decisions and conclusions as the page of a matter shows them: what was decided, ordered, and carried out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from caseflow.law.asks import ASKS, ORDERED
from caseflow.law.facts import wording
from caseflow.law.terms import PetitionKind
from caseflow.services.dossiers import Dossier
from caseflow.store.cases import Case, Decision, decisions_of

RESULTS = ("result", "second_result")
OF_DENUNCIATION = ("conclusion",)


@dataclass(frozen=True, slots=True)
class DecisionView:
    """One decision: of which record, how it ended, what it orders and what was done of it, in words."""

    issued_on: date
    title: str
    result: str
    ordered: tuple[str, ...]
    carried_out: tuple[str, ...]


def decision_views(dossier: Dossier) -> list[DecisionView]:
    """The decisions of a matter, in the order of their dates; nothing is asked where no case has come so far."""
    cases = {
        read.record.id: read.record
        for read in dossier.cases
        if isinstance(read.record, Case) and read.history.known.keys() & {"decide_on", "conclude_on"}
    }
    return [_view(one, cases[one.case_id]) for one in decisions_of(cases)] if cases else []


def _view(decision: Decision, case: Case) -> DecisionView:
    return DecisionView(
        decision.issued_on,
        f"{case.code}, {case.procedure.label}",
        _result(decision.result, OF_DENUNCIATION if case.petition_kind is PetitionKind.DENUNCIATION else RESULTS),
        tuple(_ordered(decision)),
        tuple(_carried_out(decision)),
    )


def result_in_words(result: str) -> str:
    """A result in words, of a decision of whatever kind."""
    return _result(result, (*RESULTS, *OF_DENUNCIATION))


def _result(result: str, names: Sequence[str]) -> str:
    """A result in the words of its kind; each is one of the choices of one of the questions that ask for it."""
    return next((wording(name, result) for name in names if result in ASKS[name].offered), "đã giải quyết")


def _ordered(decision: Decision) -> Iterator[str]:
    for name in ORDERED:
        if amount := getattr(decision, name):
            yield f"{ASKS[name].label}: {figure(Decimal(amount))}"


def _carried_out(decision: Decision) -> Iterator[str]:
    for one in decision.executions:
        amount = f": {figure(one.amount)}" if one.amount else ""
        yield f"{one.on:%d/%m/%Y} {wording('executed', one.what)}{amount}"


def figure(amount: Decimal) -> str:
    """A figure as Vietnamese writes it: 1.250.000,5."""
    whole = f"{amount:,.2f}".rstrip("0").rstrip(".")
    return whole.translate(str.maketrans(",.", ".,"))

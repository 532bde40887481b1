"""What the tables of settlement cases share: who signs and records, sets of statuses, steps that stop a procedure."""

from datetime import date
from functools import partial

from caseflow.law.terms import Action, Anchor, CaseStatus, Role, Signer, Status
from caseflow.law.workflow import Start, Step, Target

S = CaseStatus

RECORDERS = frozenset({Role.HANDLER, Role.SETTLER, Role.CLERK, Role.UNIT_HEAD, Role.AUTHORITY, Role.BOARD_HEAD})
NOBODY: frozenset[Role] = frozenset()  # written only by the house, where another record brings it about

NEW: frozenset[Status] = frozenset({S.NEW})
AWAITING: frozenset[Status] = frozenset({S.AWAITING})
SUSPENDED: frozenset[Status] = frozenset({S.SUSPENDED})
CLOSED: frozenset[Status] = frozenset({S.CLOSED})

by_authority = partial(Step, signed_by=Signer.AUTHORITY, recorded_by=RECORDERS)
by_office = partial(Step, signed_by=Signer.HEAD, recorded_by=RECORDERS)
by_citizen = partial(Step, signed_by=Signer.CITIZEN, recorded_by=RECORDERS)
by_superior = partial(Step, signed_by=Signer.ANOTHER_OFFICE, recorded_by=RECORDERS)

OPENED_BY_MISTAKE = Step(
    Action.VOID,
    AWAITING,
    S.CLOSED,
    Signer.OFFICER,
    NOBODY,
    basis="Sổ theo dõi đơn: số ghi nhầm giữ lại, ghi “hủy”",
    drops=("*",),
)


def opened(basis: str, *, starts: tuple[Start, ...] = (), asks: tuple[str, ...] = ()) -> Step:
    """A record begins: the house opens it from what was proposed."""
    return by_authority(Action.OPEN, NEW, S.AWAITING, basis=basis, starts=starts, asks=asks)


def stopping(
    *,
    among: frozenset[Status],
    after: frozenset[Status],
    settling: str,
    sending: str,
    basis: str,
    notices: tuple[str, str],
    grounds: tuple[str, str],
    withdrawal: str,
    issuing: str = "",
    then: tuple[Start, ...] = (),
    transition: str = "",
    since: date = date.min,
) -> tuple[Step, ...]:
    """Suspension, continuation and termination; `among` are the statuses of settling, `after` those that follow it.

    `notices` are the papers of stopping and of going on; `grounds` the facts that hold the ground of a suspension and
    of a termination; `withdrawal` the need of a termination because of one; `issuing` the period that a ground starts
    and the step itself ends; `then` what starts once it is terminated.
    """
    of_suspension, of_termination = grounds
    stops, goes_on = notices
    send = Start(sending, beside=True)
    issue = (Start(issuing, at=Anchor.TYPED, fact="ground_on", beside=True),) if issuing else ()
    issued = partial(
        by_authority,
        basis=basis,
        since=since,
        judges=((issuing, ""),) if issuing else (),
        chosen_by="accept_on" if transition else "",
        transition=transition,
    )
    when = ("ground_on",) if issuing else ()
    return (
        issued(
            Action.SUSPEND,
            among,
            S.SUSPENDED,
            document=stops,
            asks=(of_suspension, *when),
            sets=("stopped",),
            pauses=(settling,),
            starts=(send, *issue),
        ),
        issued(
            Action.CONTINUE,
            SUSPENDED,
            Target.BACK,
            document=goes_on,
            asks=when,
            resumes=(settling,),
            starts=(send, *issue),
        ),
        issued(
            Action.TERMINATE,
            among | AWAITING | SUSPENDED,
            S.TERMINATED,
            document=stops,
            asks=(of_termination, *when),
            needs=(withdrawal,),
            sets=("stopped",),
            drops=("*",),
            starts=(Start(sending), *issue, *then),
        ),
        by_office(
            Action.SEND_SUSPENSION,
            among | after | {S.SUSPENDED, S.TERMINATED},
            Target.STAY,
            basis=basis,
            document="Văn bản gửi",
            asks=("sent_to",),
            needs=("stopped",),
            ends=(sending,),
        ),
        by_authority(Action.CLOSE, frozenset({S.TERMINATED}), S.CLOSED, basis=basis, finishes=True),
    )

"""Two years of invented petitions as plain values, in the shape of a real province's register.

`plan` knows no database: who walks the values through the services decides the days in between from `pace` and
`seed`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from caseflow.demo.chains import Chain, Reason, days_received, draw_chains
from caseflow.demo.chance import quotas, seeded, weighted
from caseflow.demo.frames import Theme, field_of
from caseflow.demo.matters import NEVER_UPWARD, THEMES, Matter, Setting, draw_matter
from caseflow.demo.names import InventedPerson
from caseflow.demo.offices import OFFICE_BY_CODE
from caseflow.demo.outcomes import COMPLEX, PACES, URGED, Pace, draw_outcome, is_upward, is_waiting
from caseflow.demo.parties import Contested, Respondent
from caseflow.demo.places import REMOTE
from caseflow.demo.senders import Crowd, draw_senders, representatives
from caseflow.demo.slots import serial
from caseflow.demo.texts import retyped, wanted_length
from caseflow.law.terms import Action, Channel, Field, Instance, PetitionKind
from caseflow.law.working_days import WorkingCalendar
from caseflow.reference.files import Commune

FIRST_DAY = date(2025, 1, 2)
KINDS = (
    (PetitionKind.COMPLAINT, 0.091),
    (PetitionKind.DENUNCIATION, 0.104),
    (PetitionKind.CIVIL, 0.013),
    (PetitionKind.LAND_DISPUTE, 0.004),
    (PetitionKind.FEEDBACK, 0.788),
)
CHANNELS = ((Channel.POST, 0.491), (Channel.AGENCY, 0.307), (Channel.RECEPTION, 0.202))
USUAL = (PetitionKind.FEEDBACK, Theme.LAND)
"""What a chain is about when every share is taken: the commonest of all."""
ANONYMOUS = 0.3
"""Of the denunciations that come by post and only once."""
_GROUP = 5
_SENDING_OFFICES = (
    ("TTCP", 20), ("BTCDTW", 16), ("DBQH", 16), ("TINH-UY", 14), ("HDND", 12), ("TTRA", 8), ("UBKT", 5), ("MTTQ", 5),
    ("SO-NNMT", 4),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlannedPetition:
    """One paper that comes in, and what becomes of it.

    `competent` is the code of the office that must settle; `duplicate_of` and `chain_id` are indices of this same plan.
    `outcome` is None while nothing has been decided; `urged`: a letter of urging followed the forwarding.
    The first `representatives` of the senders speak for a group; an anonymous paper has no sender.
    """

    index: int
    received_on: date
    channel: Channel
    sent_by: str | None
    sent_under: str | None
    kind: PetitionKind
    instance: Instance
    theme: Theme
    field: Field
    commune: str
    senders: tuple[InventedPerson, ...]
    representatives: int
    anonymous: bool
    summary: str
    text: str
    contested: Contested | None
    respondent: Respondent | None
    competent: str
    chain_id: int
    chain_reason: Reason
    duplicate_of: int | None
    outcome: Action | None
    urged: bool
    remote: bool
    complex: bool
    pace: Pace
    seed: int


def _subjects(chains: Sequence[Chain], count: int) -> list[tuple[PetitionKind, Theme]]:
    """A kind and theme per chain such that the petitions, not the chains, have their shares."""
    shares = {
        (kind, theme): share * weight / sum(weight for _, weight in THEMES[kind])
        for kind, share in KINDS
        for theme, weight in THEMES[kind]
    }
    left = dict(zip(shares, quotas(count, list(shares.values())), strict=True))
    subjects = []
    for chain in chains:
        size = len(chain.places)
        subject = next((subject for subject, room in left.items() if room >= size), USUAL)
        left[subject] -= size
        subjects.append(subject)
    return subjects


def _lengths(rng: Random, count: int) -> list[int]:
    """A length for every text, each part of the curve with its share."""
    lengths = [wanted_length((place + rng.random()) / count) for place in range(count)]
    rng.shuffle(lengths)
    return lengths


def _channels(rng: Random, chains: Sequence[Chain], count: int) -> list[Channel]:
    """A channel per petition: copies sent to several offices arrive through one of those offices."""
    channels: list[Channel | None] = [None] * count
    for chain in chains:
        if chain.reason is Reason.OFFICES:
            for place in chain.places[1:]:
                channels[place] = Channel.AGENCY
    wanted = dict(zip((c for c, _ in CHANNELS), quotas(count, [share for _, share in CHANNELS]), strict=True))
    wanted[Channel.AGENCY] = max(0, wanted[Channel.AGENCY] - channels.count(Channel.AGENCY))
    rest = [channel for channel, number in wanted.items() for _ in range(number)]
    rng.shuffle(rest)
    return [channel or rest.pop() for channel in channels]


@dataclass(frozen=True, slots=True)
class _Register:
    """What all petitions of one plan share: their days and channels by place, the people, the day it is now."""

    days: Sequence[date]
    today: date
    channels: Sequence[Channel]
    crowd: Crowd


def _is_anonymous(rng: Random, chain: Chain, kind: PetitionKind, channel: Channel) -> bool:
    """Only a denunciation, only by post; whoever sends again is known by then."""
    lonely = kind is PetitionKind.DENUNCIATION and channel is Channel.POST and chain.reason is Reason.ONCE
    return lonely and rng.random() < ANONYMOUS


def _first_of(rng: Random, chain: Chain, matter: Matter, shared: _Register) -> PlannedPetition:
    """The first paper on a matter; the others are drawn from it."""
    place = chain.places[0]
    channel = shared.channels[place]
    anonymous = _is_anonymous(rng, chain, matter.kind, channel)
    senders = () if anonymous else draw_senders(rng, shared.crowd, matter.kind, home=matter.hamlet)
    return PlannedPetition(
        index=place,
        received_on=shared.days[place],
        channel=channel,
        sent_by=None,
        sent_under=None,
        kind=matter.kind,
        instance=matter.instance,
        theme=matter.theme,
        field=field_of(matter.kind, matter.theme, matter.summary),
        commune=matter.commune.code,
        senders=senders,
        representatives=representatives(rng, len(senders)),
        anonymous=anonymous,
        summary=matter.summary,
        text=matter.letter,
        contested=matter.contested,
        respondent=matter.respondent,
        competent=matter.competent,
        chain_id=place,
        chain_reason=chain.reason,
        duplicate_of=None,
        outcome=None,
        urged=False,
        remote=matter.kind is PetitionKind.COMPLAINT and matter.commune.code in REMOTE,
        complex=False,
        pace=Pace.NORMAL,
        seed=0,
    )


def _again(rng: Random, first: PlannedPetition, place: int, shared: _Register) -> PlannedPetition:
    """The same matter once more: from the same people, or from their neighbours."""
    others = first.chain_reason is Reason.NEIGHBOURS
    senders = draw_senders(rng, shared.crowd, first.kind, home=None) if others else first.senders
    summary = retyped(rng, first.summary)
    return replace(
        first,
        index=place,
        received_on=shared.days[place],
        channel=shared.channels[place],
        senders=senders,
        representatives=representatives(rng, len(senders)) if others else first.representatives,
        summary=summary,
        text=first.text.replace(first.summary, summary),
        duplicate_of=None if others else first.index,
    )


def _decided(rng: Random, paper: PlannedPetition, today: date, *, upward: bool) -> PlannedPetition:
    """The paper with what the office made of it, and with the letter it came under."""
    waiting = is_waiting(rng, kind=paper.kind, received_on=paper.received_on, today=today)
    if waiting or paper.anonymous:
        outcome = None if waiting else Action.FILE
    else:
        again = paper.duplicate_of is not None
        outcome = draw_outcome(rng, kind=paper.kind, upward=upward, again=again)
    senders = [row for row in _SENDING_OFFICES if row[0] != paper.competent]
    sender = weighted(rng, senders) if paper.channel is Channel.AGENCY else None
    proposed = outcome is Action.PROPOSE
    return replace(
        paper,
        sent_by=sender,
        sent_under=f"{serial(rng)}/PC-{OFFICE_BY_CODE[sender].short}" if sender else None,
        outcome=outcome,
        urged=outcome is Action.FORWARD and rng.random() < URGED,
        complex=proposed and (len(paper.senders) >= _GROUP or rng.random() < COMPLEX),
        pace=weighted(rng, PACES),
        seed=rng.randrange(2**31),
    )


def plan(
    rng: Random,
    *,
    communes: Sequence[Commune],
    calendar: WorkingCalendar,
    today: date,
    count: int = 2000,
    start: date = FIRST_DAY,
) -> list[PlannedPetition]:
    """The register from the first day to today, in the order the papers came in; index is the place in the list."""
    days = days_received(rng, count=count, start=start, today=today, calendar=calendar)
    chains = draw_chains(rng, days)
    shared = _Register(days, today, _channels(rng, chains, count), Crowd(rng))
    lengths = _lengths(rng, len(chains))
    told: set[str] = set()
    papers: list[PlannedPetition] = []
    for chain, (kind, theme) in zip(chains, _subjects(chains, count), strict=True):
        age = (today - days[chain.places[0]]).days
        upward = theme not in NEVER_UPWARD and is_upward(rng, kind, age=age)
        setting = Setting(kind, theme, upward, rng.choice(communes), days[chain.places[0]], lengths.pop())
        matter = draw_matter(rng, setting, calendar=calendar, told=told)
        told.add(matter.summary)
        first = _first_of(rng, chain, matter, shared)
        rest = [_again(rng, first, place, shared) for place in chain.places[1:]]
        papers += [_decided(rng, paper, today, upward=upward) for paper in (first, *rest)]
    return sorted(papers, key=lambda paper: paper.index)


def chance_for(petition: PlannedPetition) -> Random:
    """A source of chance of its own for everything that happens to one petition."""
    return seeded(petition.seed)

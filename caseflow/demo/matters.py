"""One invented matter: what it is about, where, against whom, and how it is told."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from caseflow.demo.frames import Theme
from caseflow.demo.offices import COURT, PROVINCE, commune_office
from caseflow.demo.parties import (
    Contested,
    Respondent,
    contested_in,
    department_for,
    draw_dispute,
    draw_respondent,
    outside_for,
    quote,
)
from caseflow.demo.slots import Scene
from caseflow.demo.texts import Composed, compose
from caseflow.law.terms import Instance, PetitionKind
from caseflow.law.working_days import WorkingCalendar
from caseflow.reference.files import Commune

THEMES: dict[PetitionKind, tuple[tuple[Theme, int], ...]] = {
    PetitionKind.FEEDBACK: (
        (Theme.COMPENSATION, 155), (Theme.CERTIFICATE, 202), (Theme.LAND, 275), (Theme.CONSTRUCTION, 146),
        (Theme.OFFICIALS, 32), (Theme.BUSINESS, 60), (Theme.SCHOOL, 46), (Theme.JUSTICE, 54),
        (Theme.ENVIRONMENT, 46), (Theme.POLICY, 26), (Theme.LIVING, 30),
    ),
    PetitionKind.COMPLAINT: (
        (Theme.COMPENSATION, 42), (Theme.CERTIFICATE, 26), (Theme.LAND, 10), (Theme.CONSTRUCTION, 12),
        (Theme.POLICY, 7), (Theme.SCHOOL, 2), (Theme.OFFICIALS, 1),
    ),
    PetitionKind.DENUNCIATION: (
        (Theme.OFFICIALS, 64), (Theme.LAND, 8), (Theme.COMPENSATION, 6), (Theme.CERTIFICATE, 5),
        (Theme.CONSTRUCTION, 7), (Theme.SCHOOL, 5), (Theme.JUSTICE, 4), (Theme.BUSINESS, 2), (Theme.ENVIRONMENT, 1),
        (Theme.LIVING, 1),
    ),
    PetitionKind.CIVIL: ((Theme.CIVIL, 1),),
    PetitionKind.LAND_DISPUTE: ((Theme.DISPUTE, 1),),
}  # fmt: skip
"""How often each theme, so that the words of the summaries come as often as in the register."""
NEVER_UPWARD = frozenset({Theme.JUSTICE, Theme.SCHOOL, Theme.CIVIL})
"""The province settles nothing for courts and police, and answers for nobody's headmaster."""
_LOCAL = 0.68


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter before anybody has sent it."""

    kind: PetitionKind
    instance: Instance
    theme: Theme
    commune: Commune
    hamlet: str
    summary: str
    letter: str
    contested: Contested | None
    respondent: Respondent | None
    competent: str


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when a matter comes up and how long it is told; upward: the province itself must settle it."""

    kind: PetitionKind
    theme: Theme
    upward: bool
    commune: Commune
    received_on: date
    length: int


def draw_matter(rng: Random, setting: Setting, *, calendar: WorkingCalendar, told: Collection[str]) -> Matter:
    """A matter told in words that are not among those told before."""
    while (found := _tell(rng, setting, calendar)).summary in told:
        pass
    return found


def _tell(rng: Random, setting: Setting, calendar: WorkingCalendar) -> Matter:
    """One try at the words."""
    scene = Scene(rng, setting.commune, setting.received_on)
    match setting.kind:
        case PetitionKind.COMPLAINT:
            return _complaint(rng, setting, scene, calendar)
        case PetitionKind.DENUNCIATION:
            return _denunciation(rng, setting, scene)
    told = _worded(rng, setting, scene)
    return _matter(setting, scene, told, competent=_competent(rng, setting, told.summary))


def _worded(rng: Random, setting: Setting, scene: Scene, instance: Instance = Instance.FIRST) -> Composed:
    return compose(rng, kind=setting.kind, theme=setting.theme, scene=scene, length=setting.length, instance=instance)


def _complaint(rng: Random, setting: Setting, scene: Scene, calendar: WorkingCalendar) -> Matter:
    """Against a decision."""
    dispute = draw_dispute(
        rng,
        theme=setting.theme,
        commune=setting.commune,
        upward=setting.upward,
        received_on=setting.received_on,
        calendar=calendar,
    )
    quote(rng, scene, dispute)
    told = _worded(rng, setting, scene, dispute.instance)
    contested = contested_in(told.frame, scene, dispute)
    competent = PROVINCE if setting.upward else contested.office
    matter = _matter(setting, scene, told, competent=competent)
    return replace(matter, contested=contested, instance=dispute.instance)


def _denunciation(rng: Random, setting: Setting, scene: Scene) -> Matter:
    """Against a person in office."""
    respondent = draw_respondent(
        rng,
        theme=setting.theme,
        scene=scene,
        commune=setting.commune,
        upward=setting.upward,
        received_on=setting.received_on,
    )
    scene["respondent"] = respondent.spoken
    told = _worded(rng, setting, scene)
    competent = PROVINCE if setting.upward else respondent.office
    return replace(_matter(setting, scene, told, competent=competent), respondent=respondent)


def _competent(rng: Random, setting: Setting, summary: str) -> str:
    """The office that must answer: the province, a court, a commune, or the department of the field."""
    if setting.theme is Theme.CIVIL:
        return COURT
    if setting.theme is Theme.JUSTICE:
        return outside_for(summary)
    if setting.upward:
        return PROVINCE
    local = setting.kind is PetitionKind.LAND_DISPUTE or rng.random() < _LOCAL
    return commune_office(setting.commune.code) if local else department_for(setting.theme)


def _matter(setting: Setting, scene: Scene, told: Composed, *, competent: str) -> Matter:
    """The matter without its parties."""
    return Matter(
        kind=setting.kind,
        instance=Instance.FIRST,
        theme=setting.theme,
        commune=setting.commune,
        hamlet=scene["hamlet"],
        summary=told.summary,
        letter=told.letter,
        contested=None,
        respondent=None,
        competent=competent,
    )

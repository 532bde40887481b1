"""The statutory periods: every row of the rule table, and how the wording that governs a day is found.

A row is chosen by the day of its start event; a variant that a family lacks falls back to the nearest it has.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from caseflow.law.errors import NoRuleError
from caseflow.law.period import Period
from caseflow.law.rows.after_decision import EFFECT, NEXT_RIGHTS, SENDING
from caseflow.law.rows.complaint import ACCEPTANCE, SETTLEMENT
from caseflow.law.rows.denunciation import DENUNCIATION
from caseflow.law.rows.other import FEEDBACK, HANDLING, LAND, PERSONAL_DATA, REPORTS
from caseflow.law.rows.reception import RECEPTION
from caseflow.law.terms import Unit, Variant

__all__ = ["PERIODS", "Period", "in_force", "not_a_date", "rows_of"]

PERIODS: tuple[Period, ...] = (
    *RECEPTION,
    *ACCEPTANCE,
    *SETTLEMENT,
    *SENDING,
    *NEXT_RIGHTS,
    *EFFECT,
    *DENUNCIATION,
    *FEEDBACK,
    *HANDLING,
    *LAND,
    *REPORTS,
    *PERSONAL_DATA,
)

NEAREST: dict[Variant, tuple[Variant, ...]] = {
    Variant.REMOTE_COMPLEX: (Variant.REMOTE_COMPLEX, Variant.COMPLEX, Variant.REMOTE, Variant.NORMAL),
}
"""Which variants stand in for one that a family lacks; by default only the normal one."""

_REASONS = {
    Unit.PER_WEEK: "định mức: {least}{amount} lần mỗi tuần, xét vào cuối tuần",
    Unit.PER_MONTH: "định mức: {least}{amount} lần mỗi tháng, xét vào ngày cuối tháng",
    Unit.PER_QUARTER: "định mức: {least}{amount} lần mỗi quý, xét vào ngày cuối quý",
    Unit.PAUSE: "không phải thời hạn: thời gian này không tính vào thời hạn giải quyết",
    Unit.VALIDITY: "không phải thời hạn: quy định về hiệu lực của giấy tờ theo ngày lập",
    Unit.NO_FIGURE: "luật ghi “kịp thời”, không ghi số ngày",
    Unit.BY_DOCUMENT: "ngày do văn bản ấn định, không tính theo công thức",
}


def rows_of(code: str) -> tuple[Period, ...]:
    """Every row that bears a code: one, or one per family the wording serves."""
    return tuple(row for row in PERIODS if row.code == code)


def not_a_date(period: Period) -> str | None:
    """Why a row yields no date by counting (a quota, a pause, a validity), or None when it does."""
    reason = _REASONS.get(period.unit)
    return reason.format(amount=period.amount, least="ít nhất " if period.at_least else "") if reason else None


def in_force(
    periods: Iterable[Period],
    *,
    on: date,
    code: str | None = None,
    family: str | None = None,
    variant: Variant = Variant.NORMAL,
) -> Period:
    """The wording that governs a day, by code or by family and variant; refuses when there is none.

    A code names its variant itself, so `variant` only matters for a family.
    """
    named = [row for row in periods if (code is None or row.code == code) and (family is None or row.family == family)]
    living = [row for row in named if row.governs(on)]
    if code is not None and living:
        return living[0]
    for wanted in NEAREST.get(variant, (variant, Variant.NORMAL)):
        for row in living:
            if row.variant is wanted:
                return row
    raise _no_rule(code or family or "", on, named)


def _no_rule(name: str, on: date, named: Sequence[Period]) -> NoRuleError:
    """The refusal, saying when the rows of that name do apply."""
    if not named:
        return NoRuleError(f"Không có quy định nào mang mã {name}.")
    spans = "; ".join(
        f"{row.code} áp dụng từ {row.since:%d/%m/%Y}"
        + ("" if row.until == date.max else f" đến hết {row.until:%d/%m/%Y}")
        for row in dict.fromkeys(named)
    )
    return NoRuleError(
        f"Mã {name} không có quy định nào có hiệu lực vào ngày {on:%d/%m/%Y}: {spans}.", basis=named[0].basis
    )

"""What must hold of the rule table whatever the law says: articles, dates, no two wordings for one day, no row lost.

Each check takes rows and yields Vietnamese sentences; nothing said means nothing wrong.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from caseflow.law.counting import BACKWARD
from caseflow.law.instruments import INSTRUMENTS
from caseflow.law.period import Period
from caseflow.law.periods import PERIODS, not_a_date
from caseflow.law.terms import Roll, Unit, Variant

CODES = frozenset(
    """
    TCD-LEAD-TINH TCD-LEAD-SO TCD-LEAD-HUYEN TCD-LEAD-XA-1 TCD-LEAD-XA-2 TCD-LEAD-DVSN TCD-SCHED TCD-REFUSE
    TCD-RESULT TCD-FWD-REPORT TCD-FWD-DONE TCD-RELAY TCD-PROC-45 TCD-ONL-NOTICE TCD-ONL-TEST TCD-ONL-LINK
    TCD-BRIEF TCD-POSTPONE BRIEF-SEC QD11-LEAD-TINH QD11-LEAD-XA QD11-RESULT
    KN-THOIHIEU KN-TL1-OLD KN-TL2-OLD KN-TL-NEW KN-GQ1 KN-GQ1-C KN-GQ1-R KN-GQ1-RC KN-GQ2 KN-GQ2-C KN-GQ2-R
    KN-GQ2-RC KN-DT-NOTICE KN-TDC-ISSUE KN-TDC-SEND KN-TDC-PAUSE KN-SEND1 KN-SEND2 KN-PUB KN-PUB-POST
    KN-PUB-MEET KN-W2-RECV KN-W2-EXPIRE KN-W2-R KN-EFF1 KN-EFF2 KN-ENF KN-SUE KN-DC-30 KN-KL-TH1 KN-KL-TH2
    KN-KL-TH2-BTV KN-KL-TL-OLD KN-KL-GQ KN-KL-GQ-C KN-KL-SEND2 KN-KL-EFF KN-UQ-NOTARY KN-UQ-CERT
    TC-XLBD TC-XLBD-EXT TC-KTL-NOTICE TC-TRANSFER TC-PRESS TC-CRIME TC-TL-NOTICE TC-GQ TC-GQ-EXT1 TC-GQ-EXT2
    TC-TDC-PAUSE TC-TDC-SEND TC-KL-SEND TC-KL-ACT TC-KL-REPORT TC-PUB TC-PUB-POST TC-MON-1 TC-TIEP
    TC-LATE-ASK TC-LATE-REPORT TC-PROTECT
    KNPA-RESULT KNPA-PROC-45 KNPA-QDHC-TRANSFER XLD-10 XLD-REPLY TOGIAC
    TRANHCHAP-HG TRANHCHAP-XA TRANHCHAP-TINH TRANHCHAP-KN RPT-17 RPT-20 PD-REPLY PD-STOP PD-BREACH
    """.split()  # noqa: SIM905 - a table of words is easier to compare with the law than a column of strings
)
"""Every code of the table of law."""

HELPER_CODES = frozenset(
    {"KN-EFF1-R", "KN-EFF2-R", "TRANHCHAP-XA-R", "TRANHCHAP-TINH-R", "PD-STOP-3P", "PD-STOP-EXT", "XLD-LUU"}
)
"""Codes of our own: where one line of the table names two figures (remote, third party, extension), and the year of
filing, which the text before the present one set."""

WITHOUT_FIGURE = frozenset({Unit.NOW, Unit.PAUSE, Unit.BY_DOCUMENT, Unit.VALIDITY, Unit.NO_FIGURE})

Check = Callable[[Sequence[Period]], Iterator[str]]


def rows_have_articles(periods: Sequence[Period]) -> Iterator[str]:
    """A duty without an article is nobody's duty."""
    for row in periods:
        if not row.basis.strip():
            yield f"{row.code}: thiếu điều luật làm căn cứ."


def rows_have_sane_dates(periods: Sequence[Period]) -> Iterator[str]:
    """A wording begins before it ends, and not before the text it stands in."""
    texts = {text.key: text for text in INSTRUMENTS}
    for row in periods:
        if row.since > row.until:
            yield f"{row.code}: ngày hết hiệu lực trước ngày có hiệu lực."
        text = texts.get(row.edition)
        if text is None:
            yield f"{row.code}: không có văn bản nào mang mã {row.edition}."
        elif not text.since <= row.since <= text.until:
            yield f"{row.code}: có hiệu lực từ {row.since:%d/%m/%Y}, ngoài hiệu lực của {text.number}."


def editions_do_not_overlap(periods: Sequence[Period]) -> Iterator[str]:
    """One family and variant has one wording for one day."""
    for one, other in combinations(periods, 2):
        same = (one.family, one.variant) == (other.family, other.variant)
        if same and one.since <= other.until and other.since <= one.until:
            yield f"{one.family}: {one.code} và {other.code} cùng có hiệu lực trong một ngày."


def figures_fit_units(periods: Sequence[Period]) -> Iterator[str]:
    """What is counted has a figure, what is not has none; what is counted back never rolls forward."""
    for row in periods:
        if (row.amount is None) != (row.unit in WITHOUT_FIGURE) or (row.amount is not None and row.amount < 1):
            yield f"{row.code}: con số không hợp với đơn vị “{row.unit.label}”."
        if (row.rolls is Roll.BACKWARD) != (row.unit in BACKWARD):
            yield f"{row.code}: cách dời hạn không hợp với đơn vị “{row.unit.label}”."
        if not_a_date(row) and row.rolls is not Roll.NONE:
            yield f"{row.code}: không phải ngày hạn thì không dời."


def families_hold_together(periods: Sequence[Period]) -> Iterator[str]:
    """Every family has its normal wording, and what a row extends or follows exists."""
    families = {row.family for row in periods}
    normal = {row.family for row in periods if row.variant is Variant.NORMAL}
    for family in sorted(families - normal):
        yield f"{family}: có biến thể mà không có dòng thông thường."
    for row in periods:
        for other in (row.extends, row.after):
            if other and other not in families:
                yield f"{row.code}: dẫn tới nhóm {other} không có trong bảng."


def no_code_is_lost(periods: Sequence[Period]) -> Iterator[str]:
    """The codes are those of the table of law, and the helper codes named as such."""
    codes = {row.code for row in periods}
    for code in sorted((CODES | HELPER_CODES) - codes):
        yield f"{code}: thiếu trong bảng thời hạn."
    for code in sorted(codes - CODES - HELPER_CODES):
        yield f"{code}: không có trong bảng của luật."


PERIOD_CHECKS: tuple[Check, ...] = (
    rows_have_articles,
    rows_have_sane_dates,
    editions_do_not_overlap,
    figures_fit_units,
    families_hold_together,
    no_code_is_lost,
)


def check_periods(periods: Sequence[Period] = PERIODS, checks: Sequence[Check] = PERIOD_CHECKS) -> list[str]:
    """Everything that is wrong with the rows, as sentences; empty when all is well."""
    return [sentence for check in checks for sentence in check(periods)]

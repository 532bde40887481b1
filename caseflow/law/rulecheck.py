"""What must hold of the rule table whatever the law says: articles, dates, one wording a day, one row a name.

Each check takes rows and yields Vietnamese sentences; nothing said means nothing wrong.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from caseflow.law.counting import BACKWARD
from caseflow.law.instruments import INSTRUMENTS
from caseflow.law.period import Period
from caseflow.law.periods import PERIODS, not_a_date
from caseflow.law.terms import Roll, Unit, Variant

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


def rows_are_told_apart(periods: Sequence[Period]) -> Iterator[str]:
    """A confirmation names its row by code, family, edition and variant: no two rows may answer to one name."""
    names = Counter((row.code, row.family, row.edition, row.variant) for row in periods)
    for (code, family, edition, _), count in names.items():
        if count > 1:
            yield f"{code}: {count} dòng cùng tên trong nhóm {family}, văn bản {edition}."


PERIOD_CHECKS: tuple[Check, ...] = (
    rows_have_articles,
    rows_have_sane_dates,
    editions_do_not_overlap,
    figures_fit_units,
    families_hold_together,
    rows_are_told_apart,
)


def check_periods(periods: Sequence[Period] = PERIODS, checks: Sequence[Check] = PERIOD_CHECKS) -> list[str]:
    """Everything that is wrong with the rows, as sentences; empty when all is well."""
    return [sentence for check in checks for sentence in check(periods)]

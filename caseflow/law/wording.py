"""A clock in Vietnamese words: how its end was counted, how much is left."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby

from caseflow.law.clock import VIETNAM
from caseflow.law.counting import BACKWARD, BY_WORKING_DAYS
from caseflow.law.day_strip import COUNTED_BACK, COUNTED_DAY_BY_DAY, Day, explain, in_unit
from caseflow.law.marks import Clock
from caseflow.law.terms import ClockState, Confidence, Nature, Unit
from caseflow.law.working_days import WorkingCalendar

WEEKDAY_NAMES = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
NUMBERS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
WEEKEND = "cuối tuần"

"""The day-by-day explanation of a clock, its sentences, what is left in words, and the share used."""

from datetime import date, datetime

import pytest

from caseflow.law.clock import VIETNAM
from caseflow.law.clocks import (
    Clock,
    DayStrip,
    Mark,
    MarkKind,
    clock_for,
    explain,
    left_in_words,
    read,
    sentences,
    share_used,
)
from caseflow.law.periods import PERIODS, in_force
from caseflow.law.terms import Variant
from tests.law.calendars import OFFICIAL, SWAPPED, written_days

TODAY = date(2026, 11, 23)


def day(written: str) -> date:
    number, month = written.split("/")
    return date(2026, int(month), int(number))


def one(code: str, start: date, today: date = TODAY) -> Clock:
    return clock_for(in_force(PERIODS, on=start, code=code), start, calendar=OFFICIAL, today=today)


def told(*marks: tuple[MarkKind, str], family: str, today: date = TODAY) -> Clock:
    """The clock of one family from its marks, each a kind and a day."""
    history = [
        Mark(kind, family, day(on), f"event:{n}", extension="TC-GQ-EXT1" if kind is MarkKind.EXTEND else "")
        for n, (kind, on) in enumerate(marks, 1)
    ]
    return next(c for c in read(history, calendar=OFFICIAL, today=today) if c.family == family)


def kinds(clock: Clock, today: date = TODAY) -> str:
    """A letter a day: S start, c counted, m made up, - skipped, D due, r rolled, L late, p paused, a added."""
    letters = dict(zip(DayStrip, "Sc-mDrLpa", strict=True))
    return "".join(letters[day.kind] for day in explain(clock, OFFICIAL, today))


STRIPS = [
    (one("KN-TL-NEW", day("21/8"), day("3/9")), day("3/9"), "Sm-ccccc-----D"),
    (one("KN-SEND1", date(2024, 4, 30)), date(2024, 5, 4), "S-ccD"),
    (one("KN-SEND2", day("9/2")), day("9/2"), "ScccccccrrrrrrD"),
    (one("KN-SEND2", day("15/8")), day("22/8"), "SccccccD"),
    (one("KN-PUB", day("12/4")), day("12/4"), "ScccccccccccccccD"),
    (one("TCD-SCHED", day("30/11")), TODAY, "D--c-ccc--S"),
    (one("TCD-SCHED", day("25/8")), day("1/8"), "Dccm-cS"),
    (one("KN-DT-NOTICE", day("7/9")), day("1/9"), "DccccS"),
    (one("TOGIAC", day("23/11")), TODAY, "D"),
    (one("KN-SUE", date(2025, 2, 16)), date(2025, 3, 1), "ScrrrrrrD"),
    (one("RPT-17", day("14/10"), day("14/10")), day("14/10"), "ScrD"),
    (one("TCD-ONL-LINK", day("23/11")), TODAY, "D"),
    (told((MarkKind.START, "19/8"), (MarkKind.PAUSE, "21/8"), (MarkKind.RESUME, "25/8"), family="TC-XLBD",
          today=day("26/8")), day("26/8"), "Sccppppccc-----cD"),
    (told((MarkKind.START, "1/9"), (MarkKind.EXTEND, "30/9"), family="TC-GQ", today=day("5/10")), day("5/10"),
     "S" + 30 * "c" + 30 * "a" + "rD"),  # thirty days more end on Saturday 31/10
]  # fmt: skip


@pytest.mark.parametrize(("clock", "today", "strip"), STRIPS)
def test_the_strip_shows_each_day_for_what_it_is(clock: Clock, today: date, strip: str) -> None:
    assert kinds(clock, today) == strip


def test_each_day_of_the_strip_carries_its_number_and_reason() -> None:
    days = explain(one("KN-TL-NEW", day("21/8"), day("3/9")), OFFICIAL, day("3/9"))
    assert [day.weekday for day in days[:4]] == ["T6", "T7", "CN", "T2"]
    assert [day.number for day in days] == [0, 1, None, 2, 3, 4, 5, 6, None, None, None, None, None, 7]
    assert days[1].reason == "làm bù cho 31/8"
    assert [day.reason for day in days[8:13]] == [
        "cuối tuần", "cuối tuần", "nghỉ hoán đổi", "Quốc khánh (ngày liền kề)", "Quốc khánh",
    ]  # fmt: skip
    assert [day.counted for day in days[:3]] == [False, True, False]


def test_an_added_day_says_which_decision_added_it() -> None:
    days = explain(told((MarkKind.START, "1/9"), (MarkKind.EXTEND, "30/9"), family="TC-GQ"), OFFICIAL, TODAY)
    assert (days[30].number, days[30].kind, days[30].cause) == (30, DayStrip.COUNTED, "")
    assert (days[31].number, days[31].on, days[31].cause) == (31, day("2/10"), "event:2")
    assert days[31].reason == "thêm do gia hạn (LTC Đ30.2; NĐ 31/2019 Đ3.2)"


def test_a_decision_to_extend_that_came_too_late_adds_no_day() -> None:
    late = told((MarkKind.START, "1/9"), (MarkKind.EXTEND, "2/10"), family="TC-GQ", today=day("2/10"))
    assert "a" not in kinds(late, day("2/10"))


def test_the_days_of_a_longer_wording_are_added_by_what_determined_it() -> None:
    marks = [
        Mark(MarkKind.START, "KN-GQ1", day("1/9"), "event:1"),
        Mark(MarkKind.VARIANT, "KN-GQ1", day("10/9"), "event:2", variant=Variant.COMPLEX),
        Mark(MarkKind.VARIANT, "KN-GQ1", day("11/9"), "event:3", variant=Variant.REMOTE),
    ]
    [clock] = [c for c in read(marks, calendar=OFFICIAL, today=day("15/9")) if c.family == "KN-GQ1"]
    days = explain(clock, OFFICIAL, day("15/9"))
    by = [(one.number, one.cause) for one in days if one.cause]
    assert by == [(n, "event:2") for n in range(31, 46)] + [(n, "event:3") for n in range(46, 61)]
    assert days[31].reason == "thêm do xác định phức tạp (LKN Đ28; NĐ 124/2020 Đ3a)"
    assert "Từ 30 thành 45 ngày vì ngày 10/09/2026 xác định phức tạp" in " ".join(
        sentences(clock, OFFICIAL, day("15/9"))
    )


def test_a_paused_day_names_the_decision_that_suspended_and_the_sentences_name_its_paper() -> None:
    paused = (MarkKind.START, "1/9"), (MarkKind.PAUSE, "10/9"), (MarkKind.RESUME, "14/9")
    clock = told(*paused, family="TC-GQ", today=day("15/9"))
    assert [one.on.day for one in explain(clock, OFFICIAL, day("15/9")) if one.cause == "event:2"] == [11, 12, 13, 14]
    papers = {"event:2": "Quyết định số 5 ngày 10/09/2026", "event:3": "Quyết định số 6 ngày 14/09/2026"}
    assert (
        "Tạm dừng sau ngày 10/09/2026 (Quyết định số 5 ngày 10/09/2026) đến hết 14/09/2026 "
        "(tiếp tục: Quyết định số 6 ngày 14/09/2026): 4 ngày không tính vào thời hạn."
    ) in sentences(clock, OFFICIAL, day("15/9"), papers)


def test_a_rolled_end_says_why_on_each_day() -> None:
    days = explain(one("KN-GQ1", day("23/10")), OFFICIAL, TODAY)
    assert [(day.on, day.number, day.kind) for day in days[-2:]] == [
        (date(2026, 11, 22), 30, DayStrip.COUNTED),
        (TODAY, None, DayStrip.DUE),
    ]
    assert days[-2].reason == "cuối tuần"


def test_a_late_clock_shows_ten_days_and_the_last() -> None:
    clock = one("KN-TL-NEW", day("2/11"))  # due Wednesday 11/11
    late = [day for day in explain(clock, OFFICIAL, TODAY) if day.kind is DayStrip.LATE]
    assert [day.on for day in late] == written_days("12-21/11 23/11", day("2/11"))
    assert (late[0].reason, late[-1].reason) == ("quá 1 ngày làm việc", "quá 8 ngày làm việc")
    assert not any(day.counted for day in late)


def test_a_clock_met_late_is_late_up_to_the_day_it_was_met() -> None:
    clock = told((MarkKind.START, "2/11"), (MarkKind.END, "13/11"), family="KN-TL")
    assert kinds(clock) == "Scccc--ccDLL"


def test_a_lapsed_right_shows_no_late_days() -> None:
    assert "L" not in kinds(one("KN-W2-RECV", day("3/8")))


EXPLAINED = [
    (
        one("KN-TL-NEW", day("21/8")),
        (
            "Nhận đơn thứ Sáu 21/08/2026; ngày này không tính. "
            "Thứ Bảy 22/08 là ngày làm bù nên được tính là ngày thứ 1. "
            "Không tính ba ngày cuối tuần, 31/08 nghỉ hoán đổi, 01–02/09 Quốc khánh. "
            "Ngày làm việc thứ 7 là thứ Năm 03/09/2026. Không có tạm dừng, không có gia hạn."
        ),
    ),
    (
        one("KN-GQ1", day("23/10")),
        (
            "Thụ lý thứ Sáu 23/10/2026; ngày này không tính. Ngày thứ 30 là Chủ nhật 22/11/2026, là ngày nghỉ "
            "(cuối tuần), nên hạn dời sang thứ Hai 23/11/2026 (BLDS Đ148.5). Không có tạm dừng, không có gia hạn."
        ),
    ),
    (
        one("TCD-SCHED", day("30/11")),
        (
            "Ngày tiếp công dân là thứ Hai 30/11/2026; đếm lùi 5 ngày làm việc, không tính ngày này. "
            "Không tính bốn ngày cuối tuần, 24/11 Ngày Văn hóa Việt Nam. "
            "Chậm nhất là thứ Sáu 20/11/2026; đếm lùi nên không dời."
        ),
    ),
    (
        one("KN-TL-NEW", day("25/12")),
        (
            "Nhận đơn thứ Sáu 25/12/2026; ngày này không tính. Không tính bốn ngày cuối tuần, 01/01 Tết Dương lịch. "
            "Ngày làm việc thứ 7 là thứ Tư 06/01/2027. Không có tạm dừng, không có gia hạn. "
            "Lịch tạm tính: lịch nghỉ năm 2027 chưa có thông báo chính thức."
        ),
    ),
    (
        one("TCD-RESULT", date(2025, 1, 20)),
        (
            "Tiếp nhận nội dung thứ Hai 20/01/2025; ngày này không tính. "
            "Không tính sáu ngày cuối tuần, 27–31/01 Tết Nguyên đán. "
            "Ngày làm việc thứ 10 là thứ Hai 10/02/2025. Không có tạm dừng, không có gia hạn."
        ),
    ),
    (
        told((MarkKind.START, "6/7"), (MarkKind.PAUSE, "20/7"), (MarkKind.RESUME, "5/8"), family="TC-GQ"),
        (
            "Thụ lý thứ Hai 06/07/2026; ngày này không tính. "
            "Tạm dừng sau ngày 20/07/2026 đến hết 05/08/2026: 16 ngày không tính vào thời hạn. "
            "Ngày thứ 30 là thứ Sáu 21/08/2026. Không có gia hạn."
        ),
    ),
    (
        told((MarkKind.START, "2/3"), (MarkKind.EXTEND, "20/3"), family="TC-GQ"),
        (
            "Thụ lý thứ Hai 02/03/2026; ngày này không tính. Gia hạn 30 ngày theo quyết định ngày 20/03/2026 "
            "(LTC Đ30.2; NĐ 31/2019 Đ3.2), cộng vào ngày hết hạn đếm thẳng: ngày thứ 31 đến 60. "
            "Ngày thứ 60 là thứ Sáu 01/05/2026, là ngày nghỉ (Ngày Quốc tế lao động), nên hạn dời sang thứ Hai "
            "04/05/2026 (BLDS Đ148.5). "
            "Không có tạm dừng."
        ),
    ),
    (
        one("KN-SUE", date(2025, 8, 18)),
        (
            "Nhận hoặc biết được quyết định giải quyết thứ Hai 18/08/2025; ngày này không tính. "
            "Thời hạn 1 năm hết vào ngày tương ứng, thứ Ba 18/08/2026. Căn cứ chưa được cán bộ pháp chế xác nhận."
        ),
    ),
    (
        one("RPT-17", day("14/10")),
        (
            "Kết thúc kỳ báo cáo (ngày 14) thứ Tư 14/10/2026. Hạn là ngày 17 của tháng, thứ Bảy 17/10/2026, "
            "là ngày nghỉ (cuối tuần), nên hạn dời sang thứ Hai 19/10/2026 (BLDS Đ148.5)."
        ),
    ),
    (
        one("TC-CRIME", day("23/11")),
        "Phát hiện dấu hiệu tội phạm thứ Hai 23/11/2026. Luật ghi “ngay”: phải xong trong ngày ấy.",
    ),
    (
        one("TOGIAC", day("23/11")),
        (
            "Tiếp nhận thứ Hai 23/11/2026. Luật ghi “ngay”: phải xong trong ngày ấy. "
            "Căn cứ chưa được cán bộ pháp chế xác nhận."
        ),
    ),
]


@pytest.mark.parametrize(("clock", "words"), EXPLAINED)
def test_the_count_is_told_in_words(clock: Clock, words: str) -> None:
    assert " ".join(sentences(clock, OFFICIAL, TODAY)) == words


def test_an_open_pause_a_late_extension_and_an_opened_right_are_said() -> None:
    paused = told((MarkKind.START, "6/7"), (MarkKind.PAUSE, "20/7"), family="TC-GQ")
    assert any(words.startswith("Đang tạm dừng từ sau ngày 20/07/2026") for words in sentences(paused, OFFICIAL, TODAY))
    late = told((MarkKind.START, "2/3"), (MarkKind.EXTEND, "2/4"), family="TC-GQ")
    assert any("sau khi đã hết hạn nên không được tính" in words for words in sentences(late, OFFICIAL, TODAY))
    (_, window, _) = read([Mark(MarkKind.START, "KN-GQ1", day("17/7"), "event:1")], calendar=OFFICIAL, today=TODAY)
    assert "mở từ thứ Hai 17/08/2026" in sentences(window, OFFICIAL, TODAY)[0]


def test_hours_are_told_by_the_clock() -> None:
    row = in_force(PERIODS, on=day("20/11"), code="PD-BREACH")
    found = datetime(2026, 11, 22, 20, 30, tzinfo=VIETNAM)
    clock = clock_for(row, found, calendar=OFFICIAL, today=TODAY)
    assert "72 giờ tính theo đồng hồ: 20:30 thứ Tư 25/11/2026." in sentences(clock, OFFICIAL, TODAY)
    assert left_in_words(clock, OFFICIAL, TODAY) == "hết hạn lúc 20:30 25/11/2026"


def test_a_date_set_by_a_document_is_told_as_such() -> None:
    start = Mark(MarkKind.START, "XLD-REPLY", day("2/11"), "event:1", due=day("30/11"))
    (clock,) = read([start], calendar=OFFICIAL, today=TODAY)
    assert sentences(clock, OFFICIAL, TODAY) == ("Hạn do văn bản ấn định: thứ Hai 30/11/2026.",)
    assert left_in_words(clock, OFFICIAL, TODAY) == "còn 7 ngày"


# KN-TL-NEW from 16/11 is due on 26/11 (24/11 is off), from 2/11 on 11/11; KN-GQ1 from 23/10 on 23/11.
LEFT = [
    (one("KN-TL-NEW", day("16/11")), "còn 2 ngày làm việc"),
    (one("KN-GQ1", day("23/10")), "hết hạn hôm nay"),
    (one("KN-GQ1", day("2/11")), "còn 9 ngày"),
    (one("KN-GQ1", day("1/10")), "quá 21 ngày"),  # strict Saturday 31/10, legal 2/11
    (one("KN-TL-NEW", day("9/11")), "quá 3 ngày làm việc"),  # due 18/11
    (one("KN-TL-NEW", day("24/12")), "chưa mở, từ 24/12/2026"),
    (one("TCD-SCHED", day("1/12")), "hết hạn hôm nay"),
    (one("KN-W2-RECV", day("3/8")), "đã hết thời hạn"),
    (one("KN-EFF1", day("3/8")), "đã đủ thời gian để có hiệu lực"),
    (one("KN-PUB-POST", day("3/8")), "đã đủ thời gian"),
    (told((MarkKind.START, "2/11"), (MarkKind.PAUSE, "9/11"), family="KN-GQ1"), "đang tạm dừng"),
    (told((MarkKind.START, "24/8"), (MarkKind.END, "2/9"), family="KN-TL"), "xong 02/09/2026"),
    (told((MarkKind.START, "2/11"), (MarkKind.END, "13/11"), family="KN-TL"), "xong muộn 2 ngày làm việc"),
    (told((MarkKind.START, "4/11"), (MarkKind.END, "14/11"), family="KN-TL"), "xong muộn 1 ngày"),  # due Friday
    (told((MarkKind.START, "1/10"), (MarkKind.END, "4/11"), family="KN-GQ1"), "xong muộn 2 ngày"),
]


@pytest.mark.parametrize(("clock", "words"), LEFT)
def test_what_is_left_is_told_in_the_unit_of_the_clock(clock: Clock, words: str) -> None:
    assert left_in_words(clock, OFFICIAL, TODAY) == words


SHARES = [
    (one("KN-GQ1", day("2/11")), 21 / 30),
    (one("KN-GQ1", day("23/11")), 0.0),
    (one("KN-GQ1", day("1/12")), 0.0),
    (one("KN-GQ1", day("1/10")), 1.0),
    (told((MarkKind.START, "6/7"), (MarkKind.PAUSE, "20/7"), (MarkKind.RESUME, "5/8"), (MarkKind.END, "6/8"),
          family="TC-GQ"), 15 / 30),
    (told((MarkKind.START, "2/11"), (MarkKind.PAUSE, "12/11"), family="KN-GQ1", today=day("23/11")), 10 / 31),
    (one("TCD-SCHED", day("1/12")), 1.0),
    (one("TCD-SCHED", day("9/12")), 0.0),  # due 2/12, a week before the session; a week before that is 25/11
    (one("KN-DT-NOTICE", day("30/11")), 3 / 5),  # due 25/11, five days before it 20/11
    (one("TOGIAC", day("23/11")), 1.0),
    (one("TOGIAC", day("24/11")), 0.0),
]  # fmt: skip


@pytest.mark.parametrize(("clock", "share"), SHARES)
def test_the_share_used_leaves_suspended_days_out(clock: Clock, share: float) -> None:
    assert share_used(clock, TODAY) == pytest.approx(share)


def test_a_swapped_calendar_tells_its_own_story() -> None:
    row = in_force(PERIODS, on=day("12/11"), code="TCD-RESULT")
    clock = clock_for(row, day("12/11"), calendar=SWAPPED, today=TODAY)
    words = " ".join(sentences(clock, SWAPPED, TODAY))
    assert "Thứ Bảy 28/11 là ngày làm bù nên được tính là ngày thứ 10." in words
    assert "23/11 nghỉ hoán đổi, 24/11 Ngày Văn hóa Việt Nam" in words


def test_hours_late_within_the_last_day_are_said_as_such() -> None:
    found, told_at = (datetime(2026, 11, day, hour, tzinfo=VIETNAM) for day, hour in ((20, 8), (23, 9)))
    start = Mark(MarkKind.START, "PD-BREACH", found.date(), "event:1", moment=found)
    end = Mark(MarkKind.END, "PD-BREACH", told_at.date(), "event:2", moment=told_at)
    (clock,) = read([start, end], calendar=OFFICIAL, today=TODAY)
    assert left_in_words(clock, OFFICIAL, TODAY) == "xong muộn trong ngày cuối"

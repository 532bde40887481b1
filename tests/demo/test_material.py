"""The raw material of the invented province: its shape, its lawfulness, and that nobody real is in it."""

import hashlib
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest

from caseflow.demo.chains import MONTHS, Reason
from caseflow.demo.chance import seeded
from caseflow.demo.frames import Theme, frames
from caseflow.demo.names import (
    FAMILIES,
    FEMALE_GIVEN,
    FEMALE_MIDDLES,
    MALE_GIVEN,
    MALE_MIDDLES,
    InventedPerson,
    person,
)
from caseflow.demo.offices import BOARD, COURT, ENFORCEMENT, OFFICE_BY_CODE, OFFICES, POLICE, PROVINCE
from caseflow.demo.petitions import FIRST_DAY, PlannedPetition, plan
from caseflow.demo.staff import STAFF
from caseflow.demo.visits import plan_visits
from caseflow.law.competence import Settler, settler_of
from caseflow.law.terms import FIELDS, Action, Channel, OfficeKind, PetitionKind, Role, VisitOutcome
from caseflow.law.working_days import WorkingCalendar
from caseflow.reference.files import calendar_days, units
from caseflow.text import fold

TODAY = date(2026, 11, 23)
CALENDAR = WorkingCalendar(calendar_days())
PLAN = plan(seeded(7), communes=units(), calendar=CALENDAR, today=TODAY)
VISITS = plan_visits(seeded(8), communes=units(), calendar=CALENDAR, today=TODAY, petitions=PLAN)
PEOPLE = [sender for paper in PLAN for sender in paper.senders] + [one for visit in VISITS for one in visit.people]

LEADERS = """
Hồ Chí Minh|Võ Nguyên Giáp|Phạm Văn Đồng|Lê Duẩn|Trường Chinh|Nguyễn Văn Linh|Đỗ Mười|Võ Văn Kiệt|Lê Khả Phiêu
Phan Văn Khải|Trần Đức Lương|Nông Đức Mạnh|Nguyễn Minh Triết|Nguyễn Tấn Dũng|Trương Tấn Sang|Nguyễn Phú Trọng
Trần Đại Quang|Nguyễn Xuân Phúc|Võ Văn Thưởng|Vương Đình Huệ|Nguyễn Thị Kim Ngân|Phạm Minh Chính|Trần Thanh Mẫn
Lương Cường|Tô Lâm|Lê Minh Hưng|Phan Văn Giang|Bùi Thanh Sơn|Nguyễn Văn Hùng|Nguyễn Đăng Quang|Lê Quang Tùng
Võ Văn Hưng|Lê Ngọc Quang|Hà Sỹ Đồng|Lê Đức Tiến|Nguyễn Thị Bình|Nguyễn Thị Định|Trương Thị Mai|Võ Thị Ánh Xuân
"""


def share(condition: Callable[[PlannedPetition], bool]) -> float:
    return sum(map(condition, PLAN)) / len(PLAN)


def speaking_of(words: str) -> float:
    return share(lambda paper: re.search(words, paper.summary, re.IGNORECASE) is not None)


def fingerprint() -> str:
    return hashlib.sha256(repr((PLAN[:300], VISITS[:100], STAFF)).encode()).hexdigest()


@pytest.mark.parametrize("hash_seed", ["1", "2"])
def test_another_run_of_python_invents_the_same_province(hash_seed: str) -> None:
    again = subprocess.run(
        [sys.executable, "-c", "from tests.demo.test_material import fingerprint; print(fingerprint())"],
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert again.stdout.strip() == fingerprint()


def test_another_seed_invents_another_province() -> None:
    other = plan(seeded(9), communes=units(), calendar=CALENDAR, today=TODAY, count=50)
    assert not {one for paper in other for one in paper.senders} & set(PEOPLE)


def test_two_thousand_petitions_take_less_than_two_seconds() -> None:
    begun = process_time()
    plan(seeded(1), communes=units(), calendar=CALENDAR, today=TODAY)
    assert process_time() - begun < 2


def test_lengths_of_summaries_follow_the_register() -> None:
    lengths = sorted(len(paper.summary) for paper in PLAN)
    p10, median, p90, p99 = (lengths[int(len(lengths) * part)] for part in (0.1, 0.5, 0.9, 0.99))
    assert 42 <= p10 <= 54
    assert 132 <= median <= 162
    assert 305 <= p90 <= 370
    assert 560 <= p99 <= 900
    assert 1200 <= lengths[-1] <= 2050


@pytest.mark.parametrize(
    ("words", "rows_of_1943", "tolerance"),
    [
        ("đất", 1154, 0.04),
        ("bồi thường|thu hồi|GPMB|tái định cư", 321, 0.03),
        ("giấy chứng nhận|quyền sử dụng", 322, 0.03),
        ("xây dựng|trật tự", 259, 0.03),
        ("cán bộ|chủ tịch|hiệu trưởng", 199, 0.025),
        ("doanh nghiệp|công ty", 95, 0.02),
        ("giáo viên|học sinh|năm học|học thêm|nhà trường|trường (mầm|tiểu|thcs|thpt)", 90, 0.02),
        ("công an|tòa án|thi hành án", 88, 0.02),
        (r"môi trường|ô nhiễm|\brác\b", 86, 0.02),
        ("chế độ|chính sách|thương binh|bảo hiểm", 58, 0.015),
    ],
)
def test_the_words_of_the_summaries_come_as_often_as_in_the_register(
    words: str, rows_of_1943: int, tolerance: float
) -> None:
    assert speaking_of(words) == pytest.approx(rows_of_1943 / 1943, abs=tolerance)


def test_more_than_half_of_the_papers_repeat_another() -> None:
    chains = Counter(paper.chain_id for paper in PLAN)
    texts = Counter(paper.summary for paper in PLAN)
    assert share(lambda paper: chains[paper.chain_id] > 1) == pytest.approx(1036 / 1943, abs=0.01)
    assert share(lambda paper: texts[paper.summary] > 1) == pytest.approx(0.48, abs=0.05)
    assert len(texts) >= 1300


def test_some_copies_are_typed_in_other_words_or_without_tone_marks() -> None:
    first = {paper.index: paper.summary for paper in PLAN}
    copies = [(paper.summary, first[paper.chain_id]) for paper in PLAN if paper.index != paper.chain_id]
    plain = sum(copy == fold(copy) for copy, _ in copies)
    reworded = sum(fold(copy) != fold(original) for copy, original in copies)
    assert 5 <= plain <= 60
    assert 40 <= reworded <= 160


def test_a_chain_is_told_in_words_no_other_chain_uses() -> None:
    openings = [paper.summary for paper in PLAN if paper.index == paper.chain_id]
    assert len(set(openings)) == len(openings)


@pytest.mark.parametrize(
    "theme", [Theme.COMPENSATION, Theme.CERTIFICATE, Theme.LAND, Theme.CONSTRUCTION, Theme.OFFICIALS]
)
def test_a_big_theme_has_forty_ways_to_open(theme: Theme) -> None:
    told = ("short", "feedback", "complaint_short", "complaint", "denunciation_short", "denunciation")
    openers = [frame for section in told for frame in frames(theme.value).get(section, ())]
    assert len(set(openers)) == len(openers) >= 40


def test_kinds_and_channels_have_their_shares() -> None:
    kinds = Counter(paper.kind for paper in PLAN)
    channels = Counter(paper.channel for paper in PLAN)
    expected = {
        PetitionKind.FEEDBACK: 1576,
        PetitionKind.DENUNCIATION: 208,
        PetitionKind.COMPLAINT: 182,
        PetitionKind.CIVIL: 26,
        PetitionKind.LAND_DISPUTE: 8,
    }
    assert all(abs(kinds[kind] - number) <= 8 for kind, number in expected.items())
    assert channels == {Channel.POST: 982, Channel.AGENCY: 614, Channel.RECEPTION: 404}


def test_every_month_has_its_share() -> None:
    months = Counter((paper.received_on.year, paper.received_on.month) for paper in PLAN)
    for year in (2025, 2026):
        for ahead, behind in pairwise(range(1, 11)):
            assert months[year, ahead] / months[year, behind] == pytest.approx(
                MONTHS[ahead - 1] / MONTHS[behind - 1], rel=0.1
            )


def test_papers_and_visits_come_in_order_on_days_worked_up_to_today() -> None:
    for days in ([paper.received_on for paper in PLAN], [visit.visited_on for visit in VISITS]):
        assert days == sorted(days)
        assert days[0] >= FIRST_DAY
        assert days[-1] == TODAY
        assert all(map(CALENDAR.is_working, days))
    assert [paper.index for paper in PLAN] == list(range(2000))


def test_outcomes_have_their_shares_per_kind() -> None:
    decided = Counter(paper.outcome for paper in PLAN if paper.kind is PetitionKind.FEEDBACK and paper.outcome)
    total = decided.total()
    for action, rows in (
        (Action.FORWARD, 522), (Action.PROPOSE, 255), (Action.GUIDE, 194), (Action.FILE, 99), (Action.INFORM, 47),
        (Action.RETURN, 18),
    ):  # fmt: skip
        assert decided[action] / total == pytest.approx(rows / 1135, abs=0.05)


def test_what_still_waits_is_mostly_recent() -> None:
    waiting = [(TODAY - paper.received_on).days for paper in PLAN if paper.outcome is None]
    assert 0.03 < len(waiting) / len(PLAN) < 0.12
    assert sum(age <= 240 for age in waiting) / len(waiting) > 0.8
    assert share(lambda paper: paper.outcome is None and (TODAY - paper.received_on).days <= 21) > 0.015


def test_a_tenth_come_from_a_few_people_and_some_from_groups_with_representatives() -> None:
    assert share(lambda paper: 2 <= len(paper.senders) <= 4) == pytest.approx(0.10, abs=0.025)
    assert share(lambda paper: 5 <= len(paper.senders) <= 30) == pytest.approx(0.04, abs=0.02)
    for paper in PLAN:
        size = len(paper.senders)
        least, most = (0, 0) if size < 5 else (1, 2) if size <= 10 else (3, 5)
        assert least <= paper.representatives <= most


def test_only_a_few_posted_denunciations_are_anonymous() -> None:
    nameless = [paper for paper in PLAN if paper.anonymous]
    assert 5 <= len(nameless) <= 40
    assert all(paper.kind is PetitionKind.DENUNCIATION and paper.channel is Channel.POST for paper in nameless)
    assert all(paper.anonymous == (not paper.senders) for paper in PLAN)
    assert {paper.outcome for paper in nameless} <= {None, Action.FILE}


def test_the_competent_office_is_the_one_the_law_names() -> None:
    kinds = {
        Settler.PROVINCE_CHAIR: {OfficeKind.PROVINCE},
        Settler.COMMUNE_CHAIR: {OfficeKind.COMMUNE},
        Settler.DEPARTMENT_HEAD: {OfficeKind.DEPARTMENT},
    }
    judged = 0
    for paper in PLAN:
        against = paper.contested or paper.respondent
        if against is None or against.author is None:
            continue
        row = settler_of(paper.kind, paper.instance, against.author, on=paper.received_on)
        assert OFFICE_BY_CODE[paper.competent].kind in kinds[row.settler], paper
        judged += 1
    assert judged > 350


def test_acceptance_is_proposed_for_the_province_alone_and_nothing_else_is_forwarded_to_it() -> None:
    for paper in PLAN:
        if paper.outcome is Action.PROPOSE:
            assert paper.competent == PROVINCE
        elif paper.outcome is Action.FORWARD:
            assert paper.competent != PROVINCE
        assert paper.competent in OFFICE_BY_CODE


def test_courts_and_police_get_what_is_theirs() -> None:
    theirs = {paper.competent for paper in PLAN if paper.theme is Theme.JUSTICE}
    assert theirs == {POLICE, COURT, ENFORCEMENT}


def test_every_kind_carries_its_parties_and_a_field_of_its_own() -> None:
    for paper in PLAN:
        assert (paper.contested is not None) == (paper.kind is PetitionKind.COMPLAINT)
        assert (paper.respondent is not None) == (paper.kind is PetitionKind.DENUNCIATION)
        assert (paper.sent_by is not None) == (paper.channel is Channel.AGENCY)
        assert paper.field in FIELDS[paper.kind]


def test_a_contested_decision_is_older_than_the_complaint_and_named_in_the_letter() -> None:
    quoted = 0
    for paper in PLAN:
        if paper.contested:
            assert paper.contested.paper.issued_on < paper.received_on
            assert CALENDAR.is_working(paper.contested.paper.issued_on)
            quoted += paper.contested.paper.number in paper.text
    assert quoted > 60


def test_a_repeat_points_back_to_the_first_paper_of_the_same_people() -> None:
    for paper in PLAN:
        if paper.duplicate_of is not None:
            first = PLAN[paper.duplicate_of]
            assert first.index < paper.index
            assert first.senders == paper.senders
            assert first.chain_id == paper.chain_id == first.index
            assert paper.chain_reason in {Reason.RESENT, Reason.OFFICES}


def test_no_text_keeps_an_unfilled_slot_or_names_its_sender() -> None:
    for paper in PLAN:
        assert not set("{}") & set(paper.summary + paper.text)
        assert " :: " not in paper.text
        assert not any(sender.name in paper.text for sender in paper.senders)


def test_identity_numbers_and_telephones_bear_the_invented_prefix() -> None:
    numbers = [one.id_number for one in PEOPLE if one.id_number]
    assert all(re.fullmatch(r"999\d{9}", number) for number in numbers)
    assert all(re.fullmatch(r"0999\d{6}", one.phone) for one in PEOPLE if one.phone)
    assert 0.05 < 1 - len(numbers) / len(PEOPLE) < 0.12


def test_a_number_belongs_to_one_person() -> None:
    owners: dict[str, InventedPerson] = {}
    for one in (sender for paper in PLAN for sender in paper.senders):
        if one.id_number:
            assert owners.setdefault(one.id_number, one) == one


@pytest.mark.parametrize("leader", re.split(r"[|\n]", LEADERS.strip()))
def test_the_parts_of_names_cannot_make_a_leader(leader: str) -> None:
    family, *middle, given = leader.split(" ")
    assert not any(
        family in dict(FAMILIES) and " ".join(middle) in dict(middles) and given in givens
        for middles, givens in ((MALE_MIDDLES, MALE_GIVEN), (FEMALE_MIDDLES, FEMALE_GIVEN))
    )


def test_names_are_varied() -> None:
    rng = seeded(3)
    assert len({person(rng).name for _ in range(1000)}) > 700


def test_every_office_stands_after_its_parent_and_every_commune_has_one() -> None:
    codes: set[str] = set()
    for office in OFFICES:
        assert office.parent_code is None or office.parent_code in codes
        assert office.code not in codes
        codes.add(office.code)
    communes = [office for office in OFFICES if office.kind is OfficeKind.COMMUNE]
    assert {office.unit_code for office in communes} == {unit.code for unit in units()}
    assert OFFICE_BY_CODE["XA-19702"].name == "UBND xã Hải Lăng"
    assert OFFICE_BY_CODE["XA-19742"].name == "UBND đặc khu Cồn Cỏ"
    assert len(communes) == 78


def test_every_office_that_settles_has_people_to_receive_settle_review_and_sign() -> None:
    held: dict[str, set[Role]] = {}
    for one in STAFF:
        for role, code in one.roles:
            held.setdefault(code, set()).add(role)
    work = {Role.HANDLER, Role.SETTLER, Role.UNIT_HEAD, Role.AUTHORITY, Role.CLERK}
    settling = [office for office in OFFICES if office.kind in {OfficeKind.DEPARTMENT, OfficeKind.COMMUNE}]
    for office in settling:
        assert office.code == "VP" or work | {Role.RECEPTION} <= held[office.code], office.code
    assert work <= held[PROVINCE]
    assert {Role.RECEPTION, Role.HANDLER, Role.CLERK, Role.BOARD_HEAD, Role.UNIT_HEAD} <= held[BOARD]


def test_accounts_are_distinct_and_their_mail_can_reach_nobody() -> None:
    assert len({one.login for one in STAFF}) == len(STAFF)
    assert all(one.email.endswith(".example.invalid") and one.email.isascii() for one in STAFF)
    assert {role for one in STAFF for role, _ in one.roles} == set(Role)
    assert all(office in OFFICE_BY_CODE for one in STAFF for _, office in one.roles)


def test_a_visit_leaves_no_paper_and_nobody_asks_after_a_denunciation() -> None:
    assert {visit.outcome for visit in VISITS} == {VisitOutcome.GUIDED, VisitOutcome.EXPLAINED}
    assert all(visit.people for visit in VISITS)
    asked = [(visit, PLAN[visit.about]) for visit in VISITS if visit.about is not None]
    assert len(asked) > 150
    for visit, paper in asked:
        assert paper.received_on < visit.visited_on
        assert set(visit.people) <= set(paper.senders)
        assert paper.kind is not PetitionKind.DENUNCIATION

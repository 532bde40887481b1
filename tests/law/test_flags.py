"""Suspicions: the table of cases with the lawful exceptions, and what must hold of every one of them."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest

from caseflow.law.competence import Author
from caseflow.law.flags import read_flags
from caseflow.law.flags.circulation import circular, sent_around
from caseflow.law.flags.course import cap_of, complexity, prolonged
from caseflow.law.flags.crowds import crowds, many_in_words, representatives_rule
from caseflow.law.flags.facts import CaseFact, EntryFact, MatterFacts, OfficeFact, PaperFact, Thresholds, VisitFact
from caseflow.law.flags.rows import FLAGS, ROW_OF, ways_on
from caseflow.law.flags.suspicion import Flag, Reading, Suspicion
from caseflow.law.flags.upward import skipped_level
from caseflow.law.terms import Action, Authority, CaseStatus, EntryStatus, Instance, OfficeKind, PetitionKind

KN, TC, FEEDBACK = PetitionKind.COMPLAINT, PetitionKind.DENUNCIATION, PetitionKind.FEEDBACK
PROVINCE = OfficeFact(1, "UBND tỉnh", OfficeKind.PROVINCE, body=1)
BOARD = OfficeFact(2, "Ban Tiếp công dân tỉnh", OfficeKind.BOARD, body=1)
DEPARTMENT = OfficeFact(3, "Sở Xây dựng", OfficeKind.DEPARTMENT, body=3)
UNIT = OfficeFact(4, "Trung tâm", OfficeKind.UNIT, body=4)
COMMUNE = OfficeFact(5, "UBND xã", OfficeKind.COMMUNE, body=5)
OTHER_COMMUNE = OfficeFact(6, "UBND phường", OfficeKind.COMMUNE, body=6)
COUNCIL = OfficeFact(7, "HĐND tỉnh", OfficeKind.COUNCIL, Authority.ELECTED, body=7)
DAY = date(2026, 11, 10)
TODAY = date(2026, 11, 23)
DUE = date(2026, 12, 4)
"""The thirtieth day after acceptance on 04/11/2026, a Friday."""


def entry(office: OfficeFact = BOARD, kind: PetitionKind | None = KN, **known: object) -> EntryFact:
    given: dict[str, object] = {"id": 100, "paper_id": 50, "received_on": DAY, "number": "7/2026"}
    given |= {"status": EntryStatus.CLASSIFIED, "instance": Instance.FIRST}
    return EntryFact(office=office, kind=kind, **(given | known))  # type: ignore[arg-type] # fields of EntryFact


def case(office: OfficeFact = COMMUNE, kind: PetitionKind = KN, **known: object) -> CaseFact:
    given: dict[str, object] = {"id": 200, "code": "HS-1", "period": "KN-GQ1" if kind is KN else "TC-GQ"}
    given |= {"accepted_on": date(2026, 11, 4), "due_strict": DUE}
    return CaseFact(office=office, kind=kind, **(given | known))  # type: ignore[arg-type] # fields of CaseFact


def matter(
    *entries: EntryFact, today: date = TODAY, author: Author | None = Author.COMMUNE_CHAIR, **known: object
) -> MatterFacts:
    given: dict[str, object] = {"opened_on": DAY}
    return MatterFacts(today=today, author=author, entries=entries, **(given | known))  # type: ignore[arg-type] # fields of MatterFacts


def flags(reading: Reading) -> list[Flag]:
    return [suspicion.flag for suspicion in reading.suspicions]


def words(reading: Reading) -> str:
    return " ".join(reason for suspicion in reading.suspicions for reason in suspicion.reasons)


# Vượt cấp: where it was filed, against whom, which time


@pytest.mark.parametrize(
    ("office", "author", "kind", "instance", "suspected"),
    [
        (BOARD, Author.COMMUNE_CHAIR, KN, Instance.FIRST, True),  # first is the commune chair (LKN Đ17)
        (PROVINCE, Author.COMMUNE_STAFF, KN, Instance.FIRST, True),
        (DEPARTMENT, Author.COMMUNE_STAFF, KN, Instance.FIRST, True),
        (COMMUNE, Author.COMMUNE_CHAIR, KN, Instance.FIRST, False),
        (OTHER_COMMUNE, Author.COMMUNE_CHAIR, KN, Instance.FIRST, False),  # the wrong commune is no higher one
        (BOARD, Author.COMMUNE_CHAIR, KN, Instance.SECOND, False),  # second is the province chair (LKN Đ21.2)
        (BOARD, Author.DEPARTMENT_HEAD, KN, Instance.FIRST, True),
        (DEPARTMENT, Author.DEPARTMENT_HEAD, KN, Instance.FIRST, False),
        (BOARD, Author.DEPARTMENT_UNIT, KN, Instance.SECOND, True),  # second is the department's head (LKN Đ20.2)
        (DEPARTMENT, Author.DEPARTMENT_UNIT, KN, Instance.FIRST, True),  # first is the unit's own head (LKN Đ19)
        (UNIT, Author.DEPARTMENT_UNIT, KN, Instance.FIRST, False),
        (DEPARTMENT, Author.DEPARTMENT_UNIT, KN, Instance.SECOND, False),
        (BOARD, Author.PROVINCE_CHAIR, KN, Instance.FIRST, False),
        (BOARD, Author.COMMUNE_STAFF, TC, Instance.FIRST, True),
        (BOARD, Author.COMMUNE_CHAIR, TC, Instance.FIRST, False),  # a head: the superior is competent
        (BOARD, Author.DEPARTMENT_HEAD, TC, Instance.FIRST, False),
        (BOARD, Author.DEPARTMENT_UNIT, TC, Instance.FIRST, True),
        (BOARD, Author.COMMUNE_STAFF, TC, Instance.AGAIN, False),  # LTC Đ37
        (BOARD, Author.COMMUNE_STAFF, TC, Instance.OVERDUE, False),  # LTC Đ38
        (BOARD, Author.COMMUNE_STAFF, TC, Instance.SECOND, True),  # a denunciation knows no second: read as the first
        (BOARD, Author.DISTRICT_CHAIR, KN, Instance.FIRST, False),  # a successor, chosen by an officer
        (COUNCIL, Author.COMMUNE_CHAIR, KN, Instance.FIRST, False),  # settles nothing, so stands nowhere
    ],
)
def test_whether_a_petition_went_too_high(
    office: OfficeFact, author: Author, kind: PetitionKind, instance: Instance, suspected: bool
) -> None:
    found = skipped_level(matter(entry(office, kind, instance=instance), author=author))
    assert flags(found) == ([Flag.SKIPPED_LEVEL] if suspected else [])


def test_before_the_two_tiers_the_district_stood_between() -> None:
    old = entry(kind=TC, received_on=date(2025, 6, 30))
    assert flags(skipped_level(matter(old))) == [Flag.SKIPPED_LEVEL]  # the district chair was competent (LTC Đ13.2)
    assert flags(skipped_level(matter(replace(old, received_on=date(2025, 7, 1))))) == []


@pytest.mark.parametrize("kind", [FEEDBACK, None, PetitionKind.LAND_DISPUTE, PetitionKind.CIVIL])
def test_what_is_neither_complaint_nor_denunciation_is_never_too_high(kind: PetitionKind | None) -> None:
    assert read_flags(matter(entry(kind=kind))).suspicions == ()


def test_coming_to_the_desk_is_never_too_high() -> None:
    visit = VisitFact(1, BOARD, DAY)
    assert read_flags(matter(visits=(visit,), cases=(case(),))).suspicions == ()


@pytest.mark.parametrize(
    "known",
    [
        {"was_forwarded": True},
        {"status": EntryStatus.VOIDED},
        {"status": EntryStatus.NEW},
        {"status": EntryStatus.IN_CASE},
    ],
)
def test_a_paper_passed_on_voided_not_entered_or_accepted_is_none(known: dict[str, Any]) -> None:
    assert flags(skipped_level(matter(entry(**known)))) == []


def test_without_knowing_against_whom_nothing_is_suspected_unless_somebody_settles_it_below() -> None:
    assert flags(skipped_level(matter(entry(), author=None))) == []
    found = skipped_level(matter(entry(), author=None, cases=(case(),)))
    assert flags(found) == [Flag.SKIPPED_LEVEL]
    assert "UBND xã" in words(found)


# Vượt cấp: the period of the lower body


def test_filed_too_early_is_lifted_the_day_after_the_strict_end() -> None:
    """Accepted 04/11/2026, thirty days: strict end Friday 04/12."""
    facts = matter(entry(), cases=(case(),))
    for day in (TODAY, date(2026, 12, 3), DUE):
        found = skipped_level(replace(facts, today=day))
        assert flags(found) == [Flag.SKIPPED_LEVEL]
        assert found.look_again_on == date(2026, 12, 5)
    assert skipped_level(replace(facts, today=date(2026, 12, 5))) == Reading()
    assert "hết ngày 04/12/2026; từ ngày 05/12/2026" in words(skipped_level(facts))
    assert "LKN Đ33.1" in words(skipped_level(facts))


def test_also_one_that_was_called_the_second_time_too_early() -> None:
    facts = matter(entry(instance=Instance.SECOND), cases=(case(),))
    assert flags(skipped_level(facts)) == [Flag.SKIPPED_LEVEL]
    assert flags(skipped_level(replace(facts, today=DUE + timedelta(days=1)))) == []


def test_the_first_decision_opens_the_way_up_on_its_day() -> None:
    decided = case(settled_on=date(2026, 11, 20), met_on=date(2026, 11, 20), is_open=True)
    assert flags(skipped_level(matter(entry(), cases=(decided,), today=date(2026, 11, 19)))) == [Flag.SKIPPED_LEVEL]
    assert flags(skipped_level(matter(entry(), cases=(decided,), today=date(2026, 11, 20)))) == []


def test_a_decision_after_the_end_does_not_close_the_way_again() -> None:
    late = case(settled_on=date(2026, 12, 20), met_on=date(2026, 12, 20))
    assert flags(skipped_level(matter(entry(), cases=(late,), today=date(2026, 12, 10)))) == []


def test_a_terminated_first_case_opens_no_way_up() -> None:
    ended = case(met_on=date(2026, 11, 12), status=CaseStatus.TERMINATED, is_open=False)
    found = skipped_level(matter(entry(), cases=(ended,), today=date(2027, 1, 4)))
    assert flags(found) == [Flag.SKIPPED_LEVEL]


def test_a_suspended_first_case_does_not_expire() -> None:
    facts = matter(entry(), cases=(case(is_paused=True),), today=date(2027, 1, 4))
    found = skipped_level(facts)
    assert (flags(found), found.look_again_on) == ([Flag.SKIPPED_LEVEL], None)
    assert "tạm đình chỉ" in words(found)


def test_an_overdue_denunciation_may_go_up_and_so_may_one_that_was_concluded() -> None:
    facts = matter(entry(kind=TC), author=Author.COMMUNE_STAFF, cases=(case(kind=TC),))
    assert flags(skipped_level(facts)) == [Flag.SKIPPED_LEVEL]
    assert "LTC Đ38" in words(skipped_level(facts))
    assert flags(skipped_level(replace(facts, today=DUE + timedelta(days=1)))) == []
    concluded = case(kind=TC, settled_on=DAY, met_on=DAY)
    assert flags(skipped_level(replace(facts, cases=(concluded,)))) == []


def test_after_the_first_decision_the_second_settler_is_the_measure() -> None:
    """Of a unit of a department the second is the department's head: the province is still too high."""
    decided = case(UNIT, settled_on=DAY, met_on=DAY)
    facts = matter(entry(), author=Author.DEPARTMENT_UNIT, cases=(decided,))
    assert "Giám đốc sở, lần hai" in words(skipped_level(facts))
    assert flags(skipped_level(replace(facts, entries=(entry(DEPARTMENT),)))) == []


def test_what_was_dealt_with_is_read_as_of_that_day() -> None:
    guided = entry(status=EntryStatus.GUIDED, is_open=False, processed_on=date(2026, 11, 16))
    found = skipped_level(matter(guided, cases=(case(),), today=date(2027, 3, 1)))
    assert (flags(found), found.look_again_on) == ([Flag.SKIPPED_LEVEL], None)


def test_an_extension_of_the_lower_period_moves_the_day_and_is_no_new_suspicion() -> None:
    before = skipped_level(matter(entry(), cases=(case(),)))
    after = skipped_level(matter(entry(), cases=(case(due_strict=date(2026, 12, 19)),)))
    assert after.look_again_on == date(2026, 12, 20)
    assert [one.digest for one in before.suspicions] == [one.digest for one in after.suspicions]
    accepted_below = skipped_level(matter(entry()))
    assert [one.digest for one in before.suspicions] != [one.digest for one in accepted_below.suspicions]


# Vượt cấp: the ways on


def test_a_complaint_may_be_forwarded_from_the_new_law_on_a_denunciation_always() -> None:
    def offered(kind: PetitionKind, on: date) -> set[Action]:
        return {way.action for way in ways_on(Flag.SKIPPED_LEVEL, kind, on) if way.action}

    assert offered(KN, date(2026, 6, 30)) == {Action.GUIDE, Action.REQUIRE}
    assert offered(KN, date(2026, 7, 1)) == {Action.GUIDE, Action.FORWARD, Action.REQUIRE}
    assert offered(TC, date(2026, 6, 30)) == offered(TC, date(2026, 7, 1)) == {Action.FORWARD, Action.REQUIRE}
    required = [way.basis for way in ways_on(Flag.SKIPPED_LEVEL, KN, TODAY) if way.action is Action.REQUIRE]
    assert required == ["NĐ 154/2026 Đ15.3; TT 05/2021 Đ14.2"]


# Đông người


def visit(number: int, present: int, **known: object) -> VisitFact:
    given: dict[str, object] = {"office": BOARD, "on": DAY, "number": f"{number}/2026", "people_present": present}
    return VisitFact(id=number, **(given | known))  # type: ignore[arg-type] # fields of VisitFact


@pytest.mark.parametrize(
    ("people", "suspected", "rule"),
    [
        (1, False, ""),
        (2, False, ""),
        (4, False, ""),
        (5, True, "1 hoặc 2"),
        (10, True, "1 hoặc 2"),
        (11, True, "nhiều nhất 5"),
    ],
)
def test_a_visit_is_a_group_from_five_people_on(people: int, suspected: bool, rule: str) -> None:
    found = crowds(matter(visits=(visit(1, people),)))
    assert flags(found) == ([Flag.CROWD] if suspected else [])
    assert rule in words(found)


def test_two_to_four_are_many_which_is_told_and_suspected_of_nothing() -> None:
    assert [many_in_words(people) for people in (1, 2, 4, 5)] == [
        "",
        "2 người cùng nội dung: nhiều người, chưa đến mức đông người",
        "4 người cùng nội dung: nhiều người, chưa đến mức đông người",
        "5 người cùng nội dung",
    ]
    assert "LTCD Đ29" in representatives_rule(10)


def test_too_many_received_and_no_paper_is_said() -> None:
    found = words(crowds(matter(visits=(visit(1, 7, people_received=3),))))
    assert "Đã ghi 3 người được tiếp; số người đại diện nhiều nhất là 2" in found
    assert "Chưa ghi văn bản cử" in found
    proper = words(crowds(matter(visits=(visit(1, 7, people_received=2, has_paper=True),))))
    assert "Chưa ghi" not in proper
    assert "Đã ghi" not in proper


def test_visits_of_one_day_that_add_up_stay_a_suspicion_of_their_own() -> None:
    found = crowds(matter(visits=(visit(1, 2), visit(2, 3, office=COMMUNE))))
    assert flags(found) == [Flag.CROWD_ADDED_UP]
    assert "cộng lại 5 người" in words(found)
    assert flags(crowds(matter(visits=(visit(1, 2), visit(2, 2))))) == []
    assert flags(crowds(matter(visits=(visit(1, 2), visit(2, 3, on=TODAY))))) == []


def test_whoever_came_twice_is_counted_once_and_a_group_among_them_speaks_for_itself() -> None:
    twice = (visit(1, 2, people=frozenset({"a", "b"})), visit(2, 3, people=frozenset({"b", "c"})))
    assert flags(crowds(matter(visits=twice))) == []
    assert flags(crowds(matter(visits=(visit(1, 6), visit(2, 3))))) == [Flag.CROWD]


def test_a_petition_that_five_signed_and_not_once_more_for_the_visit_it_came_by() -> None:
    paper = PaperFact(50, signatories=5)
    facts = matter(entry(COMMUNE), papers=(paper,))
    assert flags(crowds(facts)) == [Flag.CROWD]
    assert "NĐ 124/2020 Đ16.1" in crowds(facts).suspicions[0].basis
    assert flags(crowds(replace(facts, papers=(replace(paper, signatories=4),)))) == []
    assert flags(crowds(replace(facts, papers=(replace(paper, duplicate_of=49),)))) == []
    by_visit = replace(facts, papers=(replace(paper, visit_id=1),), visits=(visit(1, 5),))
    assert [one.subject_id for one in crowds(by_visit).suspicions] == [1]


def test_one_more_of_the_same_size_is_nothing_new_and_an_eleventh_is() -> None:
    digests = [crowds(matter(visits=(visit(1, people),))).suspicions[0].digest for people in (6, 7, 11)]
    assert digests[0] == digests[1] != digests[2]


# Kéo dài


@pytest.mark.parametrize(
    ("known", "cap"),
    [
        ({"period": "KN-GQ1"}, date(2027, 1, 3)),  # 30 of at most 60 days (LKN Đ28): 04/12 and thirty more
        ({"period": "KN-GQ1-RC"}, DUE),
        ({"period": "KN-GQ2"}, date(2026, 12, 29)),  # 45 of at most 70 (LKN Đ37)
        ({"period": "KN-KL-GQ"}, date(2026, 12, 19)),  # 30 of at most 45 (LKN Đ50)
        ({"period": "TC-GQ"}, date(2027, 2, 2)),  # 30 of at most 90 (LTC Đ30)
        ({"period": "TC-GQ", "extensions": 2}, DUE),
        ({"met_on": DAY}, None),
        ({"is_paused": True}, None),
        ({"period": ""}, None),
    ],
)
def test_the_longest_that_the_law_allows(known: dict[str, Any], cap: date | None) -> None:
    assert cap_of(case(**known)) == cap


def test_past_the_longest_period_it_is_prolonged_the_day_after() -> None:
    facts = matter(entry(COMMUNE), cases=(case(),), today=date(2027, 1, 3))
    assert prolonged(facts, Thresholds()) == Reading((), date(2027, 1, 4))
    found = prolonged(replace(facts, today=date(2027, 1, 4)), Thresholds())
    assert flags(found) == [Flag.PROLONGED]
    assert "Luật không đặt con số" in words(found)
    assert "chưa có quyết định" in words(found)


def test_after_the_last_decision_those_who_still_come_are_told_from_those_never_answered() -> None:
    final = case(
        PROVINCE,
        instance=Instance.SECOND,
        period="KN-GQ2",
        settled_on=date(2026, 11, 1),
        met_on=date(2026, 11, 1),
        is_open=False,
    )
    still = matter(entry(PROVINCE, is_open=False), cases=(final,), visits=(visit(1, 1, on=TODAY),))
    found = prolonged(still, Thresholds())
    assert "vẫn có 1 đơn và 1 lượt tiếp" in words(found)
    assert "gần nhất ban hành ngày 01/11/2026" in words(found)
    before = replace(still, entries=(entry(PROVINCE, received_on=date(2026, 9, 1)),), visits=())
    assert prolonged(before, Thresholds()).suspicions == ()


def test_years_are_counted_by_anniversaries_and_only_while_something_is_open() -> None:
    facts = matter(entry(COMMUNE), opened_on=date(2024, 11, 24))
    assert prolonged(facts, Thresholds()) == Reading((), date(2026, 11, 24))
    found = prolonged(replace(facts, today=date(2026, 11, 24)), Thresholds())
    assert flags(found) == [Flag.PROLONGED]
    assert found.look_again_on == date(2028, 11, 24)
    closed = replace(facts, today=date(2026, 11, 24), entries=(entry(COMMUNE, is_open=False),))
    assert prolonged(closed, Thresholds()) == Reading()
    leap = prolonged(replace(facts, opened_on=date(2024, 2, 29), today=date(2024, 3, 1)), Thresholds(years=1))
    assert leap.look_again_on == date(2025, 3, 1)


def test_how_many_petitions_are_many_is_a_threshold() -> None:
    entries = tuple(entry(COMMUNE, id=n, paper_id=n) for n in range(5))
    assert flags(prolonged(matter(*entries), Thresholds())) == [Flag.PROLONGED]
    assert flags(prolonged(matter(*entries), Thresholds(petitions=6))) == []
    one_paper = tuple(entry(COMMUNE, id=n) for n in range(9))
    assert flags(prolonged(matter(*one_paper), Thresholds())) == []  # one paper in nine books is one paper


# Phức tạp


def test_signs_of_complexity_point_to_the_step_and_are_gone_when_it_is_taken() -> None:
    facts = matter(entry(COMMUNE), papers=(PaperFact(50, signatories=5),), cases=(case(),))
    found = complexity(facts, Thresholds())
    assert flags(found) == [Flag.COMPLEX]
    assert "Tiêu chí c" in words(found)
    assert [way.action for way in ways_on(Flag.COMPLEX, KN, TODAY)] == [Action.DETERMINE_COMPLEX]
    assert [way.action for way in ways_on(Flag.COMPLEX, TC, TODAY)] == [Action.EXTEND]
    for done in ({"is_complex": True}, {"met_on": DAY}, {"is_open": False}):
        assert flags(complexity(replace(facts, cases=(case(**done),)), Thresholds())) == []


def test_a_complaint_knows_no_complexity_before_the_new_law() -> None:
    facts = matter(entry(COMMUNE), papers=(PaperFact(50, signatories=5),), cases=(case(),), today=date(2026, 6, 30))
    assert flags(complexity(facts, Thresholds())) == []
    denunciation = replace(facts, cases=(case(kind=TC),))
    assert flags(complexity(denunciation, Thresholds())) == [Flag.COMPLEX]


def test_two_signs_make_a_denunciation_especially_complex_and_no_complaint() -> None:
    papers, two = (PaperFact(50, signatories=9),), frozenset({3, 5})
    denounced = complexity(matter(papers=papers, cases=(case(kind=TC, verifiers=two),)), Thresholds())
    assert flags(denounced) == [Flag.COMPLEX, Flag.ESPECIALLY_COMPLEX]
    assert words(denounced).count("Tiêu chí") == 6
    extended = complexity(matter(papers=papers, cases=(case(kind=TC, verifiers=two, extensions=1),)), Thresholds())
    assert flags(extended) == [Flag.ESPECIALLY_COMPLEX]
    twice = complexity(matter(papers=papers, cases=(case(kind=TC, verifiers=two, extensions=2),)), Thresholds())
    assert flags(twice) == []
    assert flags(complexity(matter(papers=papers, cases=(case(verifiers=two),)), Thresholds())) == [Flag.COMPLEX]


def test_work_given_to_several_offices_is_a_sign() -> None:
    found = complexity(matter(cases=(case(),), helpers=((200, 3), (200, 5), (999, 6))), Thresholds())
    assert "Tiêu chí đ" in words(found)
    assert flags(complexity(matter(cases=(case(),), helpers=((200, 3), (200, 3))), Thresholds())) == []


# Chuyển lòng vòng, gửi nhiều nơi


def chain(*offices: OfficeFact) -> tuple[EntryFact, ...]:
    """A paper passed from office to office, a day between."""
    return tuple(
        entry(
            office,
            id=100 + n,
            from_entry_id=99 + n if n else None,
            was_forwarded=bool(n),
            received_on=DAY + timedelta(days=n),
            processed_on=DAY + timedelta(days=n),
            is_open=n == len(offices) - 1,
        )
        for n, office in enumerate(offices)
    )


@pytest.mark.parametrize(
    ("offices", "suspected"),
    [
        ((BOARD, COMMUNE), False),
        ((BOARD, COMMUNE, DEPARTMENT), False),
        ((BOARD, COMMUNE, BOARD), True),
        ((BOARD, COMMUNE, DEPARTMENT, BOARD), True),
        ((BOARD, COMMUNE, DEPARTMENT, COMMUNE), True),
        ((BOARD, PROVINCE), False),
    ],
)
def test_a_paper_that_comes_back_goes_in_circles(offices: tuple[OfficeFact, ...], suspected: bool) -> None:
    found = circular(matter(*chain(*offices)))
    assert flags(found) == ([Flag.CIRCULAR] if suspected else [])


def test_the_circle_is_named_with_its_days() -> None:
    found = words(circular(matter(*chain(BOARD, COMMUNE, DEPARTMENT, BOARD))))
    assert (
        "Ban Tiếp công dân tỉnh → UBND xã (chuyển 10/11/2026) → Sở Xây dựng (chuyển 11/11/2026) "
        "→ Ban Tiếp công dân tỉnh (chuyển 12/11/2026)"
    ) in found
    assert "sau 3 lần chuyển" in found


def sent(*offices: OfficeFact) -> tuple[EntryFact, ...]:
    return tuple(entry(office, id=100 + n, paper_id=50 + n) for n, office in enumerate(offices))


def test_the_same_paper_handed_to_several_offices_by_people() -> None:
    papers = (PaperFact(50, "thu hoi dat"), PaperFact(51, "thu hoi dat"))
    facts = matter(*sent(BOARD, COMMUNE), papers=papers)
    assert flags(sent_around(facts)) == [Flag.SENT_AROUND]
    assert "Chưa cơ quan nào" in words(sent_around(facts))
    ours = (facts.entries[0], replace(facts.entries[1], in_competence=True))
    assert "UBND xã là cơ quan có thẩm quyền" in words(sent_around(replace(facts, entries=ours)))


@pytest.mark.parametrize("tie", [{"duplicate_of": 50}, {"continues": 50}])
def test_a_duplicate_and_a_continuation_are_the_same_paper(tie: dict[str, int]) -> None:
    papers = (PaperFact(50, "một"), PaperFact(51, "hai", **tie))  # type: ignore[arg-type] # fields of PaperFact
    assert flags(sent_around(matter(*sent(BOARD, COMMUNE), papers=papers))) == [Flag.SENT_AROUND]


def test_other_papers_papers_passed_on_and_the_second_time_are_not_sent_around() -> None:
    same = (PaperFact(50, "một"), PaperFact(51, "một"))
    assert flags(sent_around(matter(*sent(BOARD, COMMUNE), papers=(same[0], PaperFact(51, "hai"))))) == []
    assert flags(sent_around(matter(*sent(BOARD, PROVINCE), papers=same))) == []  # the board receives for the province
    first, second = sent(COMMUNE, BOARD)
    again = replace(second, instance=Instance.SECOND)
    assert flags(sent_around(matter(first, again, papers=same))) == []
    passed_on = replace(second, was_forwarded=True)
    assert flags(sent_around(matter(first, passed_on, papers=same))) == []


# What holds of all of them

WORLD = [
    matter(
        entry(office, kind, status=status, is_open=is_open, processed_on=DAY),
        today=today,
        cases=(settling,) if settling else (),
        papers=(PaperFact(50, signatories=12),),
        visits=(visit(1, 3), visit(2, 6)),
    )
    for office, kind, status, is_open, settling, today in product(
        (BOARD, COMMUNE, DEPARTMENT),
        (KN, TC, FEEDBACK, None),
        (EntryStatus.CLASSIFIED, EntryStatus.GUIDED),
        (True, False),
        (None, case(), case(is_paused=True), case(kind=TC, settled_on=DAY, met_on=DAY)),
        (DAY, TODAY, DUE, DUE + timedelta(days=1), date(2029, 1, 1)),
    )
]


def test_reading_twice_says_the_same_and_the_next_look_lies_ahead() -> None:
    for facts in WORLD:
        found = read_flags(facts)
        assert found == read_flags(facts)
        assert found.look_again_on is None or found.look_again_on > facts.today
        assert len({one.digest for one in found.suspicions}) == len(found.suspicions)


def test_between_now_and_the_next_look_nothing_changes_by_time_alone() -> None:
    for facts in WORLD:
        found = read_flags(facts)
        until = (found.look_again_on or facts.today + timedelta(days=400)) - timedelta(days=1)
        for day in {facts.today + (until - facts.today) / 2, until}:
            later = read_flags(replace(facts, today=day))
            assert {one.digest for one in later.suspicions} == {one.digest for one in found.suspicions}, (facts, day)


def test_every_suspicion_has_reasons_and_articles() -> None:
    found: list[Suspicion] = [one for facts in WORLD for one in read_flags(facts).suspicions]
    assert {one.flag for one in found} >= {Flag.SKIPPED_LEVEL, Flag.CROWD, Flag.PROLONGED, Flag.COMPLEX}
    assert all(one.reasons and one.basis and all(one.reasons) for one in found)


def test_the_rule_book_has_a_row_for_each() -> None:
    assert [row.flag for row in FLAGS] == list(Flag)
    assert all(row.meaning and row.formal and row.basis and row.ways for row in FLAGS)
    assert {flag for flag in Flag if ROW_OF[flag].asks} == {Flag.SKIPPED_LEVEL, Flag.CROWD, Flag.CROWD_ADDED_UP}


@pytest.mark.parametrize(("author", "tier"), [(Author.COMMUNE_POLICE, "cấp sở, ngành"), (Author.COMMUNE, "cấp xã")])
def test_what_the_police_or_a_commune_as_a_body_did_has_its_own_level(author: Author, tier: str) -> None:
    reading = skipped_level(matter(entry(), author=author))
    assert flags(reading) == [Flag.SKIPPED_LEVEL]
    assert tier in words(reading)


def test_where_no_row_says_who_settles_nothing_is_suspected() -> None:
    assert skipped_level(matter(entry(received_on=date(2025, 6, 30)), author=Author.COMMUNE_POLICE)) == Reading()

"""The registry of grounds holds every list there is, also one that is added tomorrow."""

from datetime import date

from caseflow.law import grounds
from caseflow.law.facts import ASKS
from caseflow.law.ground_book import GROUND_LISTS, TITLES, lists_in
from caseflow.law.grounds import REFUSAL_OF_RECEPTION, Ground


def test_every_list_of_the_law_is_in_the_book_under_a_name() -> None:
    named = {name for name, value in vars(grounds).items() if isinstance(value, tuple)}
    assert {each.key for each in GROUND_LISTS} == named
    assert {ask.name for ask in ASKS.values() if ask.grounds} == {ask.name for it in GROUND_LISTS for ask in it.asks}
    assert set(TITLES) <= named


def test_a_list_without_a_name_is_called_as_the_question_that_offers_it() -> None:
    new = (Ground("1", "lý do mới", "LKN Đ1"),)
    asks = {"why": next(iter(ASKS.values()))}
    found = list(lists_in({"NEW": new, "DATE": date(2026, 7, 1), "NONE": ()}, asks))
    assert [(each.key, each.title, each.grounds) for each in found] == [("NEW", "căn cứ khác", new)]
    asking = next(ask for ask in ASKS.values() if ask.name == "ground")
    offered = next(lists_in({"OFFERED": asking.grounds}, {"ground": asking}))
    assert (offered.title, offered.asks) == ("căn cứ không thụ lý", (asking,))


def test_a_list_stands_as_it_stood_on_a_day() -> None:
    refusal = next(each for each in GROUND_LISTS if each.key == "REFUSAL_OF_RECEPTION")
    assert [ground.code for ground in refusal.on(date(2026, 6, 30))] == ["9.1", "9.2", "9.3"]
    assert refusal.on(date(2026, 7, 1)) == REFUSAL_OF_RECEPTION


def test_every_ground_has_a_place_of_its_own() -> None:
    places = [each.anchor(ground) for each in GROUND_LISTS for ground in each.grounds]
    assert len(set(places)) == len(places)
    assert "refusal-of-reception-4.1.a" in places

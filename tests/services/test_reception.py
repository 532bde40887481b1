"""Completing a visit, on both engines: names stay, and whoever is sealed stays one person."""

import pytest

from caseflow.law.errors import MissingFactError
from caseflow.law.terms import PetitionKind
from caseflow.services import reception
from caseflow.services.citizens import Person
from caseflow.services.reception import Telling
from caseflow.store.db import db
from caseflow.store.reception import Visit
from tests.factories import SENDER, Enter

pytestmark = pytest.mark.usefixtures("inside")


def test_completing_a_visit_does_not_blank_the_name(enter: Enter) -> None:
    it = enter.a_visit()
    with enter.acting("tiepdan", "hoàn thiện"):
        visit = db.session.get_one(Visit, it.visit_id)
        with pytest.raises(MissingFactError, match="họ và tên"):
            reception.complete(visit, people=(Person("  "),), telling=Telling("Hỏi thêm"), now=enter.clock())
    citizen = db.session.get_one(Visit, it.visit_id).parties[0].citizen
    assert citizen is not None
    assert citizen.name == SENDER.name


def test_completing_a_sealed_visit_does_not_seal_the_same_person_twice(enter: Enter) -> None:
    it = enter.a_visit("Tố cáo cán bộ xã", kind=PetitionKind.DENUNCIATION)
    with enter.acting("xulydon", "hoàn thiện"):
        visit = db.session.get_one(Visit, it.visit_id)
        telling = Telling("Tố cáo cán bộ xã, nói thêm", kind=PetitionKind.DENUNCIATION)
        reception.complete(visit, people=(SENDER,), telling=telling, now=enter.clock())
    db.session.expire_all()
    assert len(db.session.get_one(Visit, it.visit_id).parties) == 1

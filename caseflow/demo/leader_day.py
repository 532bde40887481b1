"""One day of the chair as it was lived: three visits, one of a crowd, two conclusions; who asked for the next one."""

from datetime import datetime

from sqlalchemy import select

from caseflow.demo.cast import Cast
from caseflow.demo.offices import BOARD
from caseflow.law.clock import local_date
from caseflow.law.rights import Reader
from caseflow.law.terms import PetitionKind, Role, VisitOutcome
from caseflow.services import conclusions, public_registrations, reception, registrations
from caseflow.services.citizens import Person
from caseflow.services.conclusions import Task
from caseflow.services.public_registrations import Asked
from caseflow.services.reception import Telling
from caseflow.services.steps import Paper
from caseflow.store.calendar import working_calendar
from caseflow.store.db import db
from caseflow.store.matters import Matter, MatterOffice
from caseflow.store.offices import Office
from caseflow.store.reception import Visit
from caseflow.store.reception_days import ReceptionDay

PEOPLE = ("Lê Thị Khởi Thử", "Nguyễn Văn Điền Thử", "Trần Thị Thoa Thử")
CROWD = 7
SIGNED = "Trần Văn Bảo Thử"


def live(day: ReceptionDay, cast: Cast, now: datetime) -> None:
    """What happened on a day that was held."""
    visits = [_received(place, matter, day, cast, now) for place, matter in enumerate(_matters(cast))]
    department = db.session.get_one(Office, cast.offices["SO-NNMT"])
    soon = working_calendar().add(day.on, 3)
    later = working_calendar().add(day.on, 40)
    told = (
        ("Giao Sở kiểm tra việc áp giá bồi thường, báo cáo Chủ tịch.", "Kiểm tra việc áp giá bồi thường", soon),
        (
            "Giao Sở đối thoại với các hộ, đề xuất hướng xử lý.",
            "Tổ chức đối thoại, đề xuất hướng giải quyết",
            later,
        ),
    )
    for number, (visit, (words, content, due_on)) in enumerate(zip(visits, told, strict=False), 1):
        paper = Paper(f"{number:02d}/TB-KL", day.on, SIGNED)
        conclusions.conclude(
            visit, words, [Task(department, content, due_on)], paper=paper, reader=_clerk(cast), now=now
        )


def expect(day: ReceptionDay, cast: Cast, now: datetime) -> None:
    """Who has asked to be received on a day to come."""
    reader = cast.of(BOARD, Role.RECEPTION).reader
    for place, matter in enumerate(_matters(cast)):
        one = registrations.register(
            day, Person(PEOPLE[place]), wish=f"Xin gặp Chủ tịch về: {matter.title}", matter=matter,
            reader=reader, now=now,
        )  # fmt: skip
        if place < len(PEOPLE) - 1:
            registrations.decide(
                one, accepted=True, advice="Vụ việc kéo dài, nên tiếp.", proposal="Giao Sở trả lời trong tháng.",
                reason="", reader=_clerk(cast), now=now,
            )  # fmt: skip
    if public_registrations.takes_registrations(day, local_date(now)):
        asked = Asked(
            Person("Phạm Thị Mạng Thử", phone="0900000000"), "Xin gặp Chủ tịch về việc cấp giấy chứng nhận đất", 1, "",
            no_denunciation=True, looked_again=False,
        )  # fmt: skip
        public_registrations.ask(day.id, asked, now=now)


def _clerk(cast: Cast) -> Reader:
    return cast.of(BOARD, Role.BOARD_HEAD).reader


def _matters(cast: Cast) -> list[Matter]:
    """Three matters that the board has, about land and not secret."""
    query = (
        select(Matter)
        .join(MatterOffice, MatterOffice.matter_id == Matter.id)
        .where(
            MatterOffice.office_id == cast.offices[BOARD],
            Matter.secret.is_(False),
            Matter.kind == PetitionKind.COMPLAINT,
        )
    )
    return list(db.session.scalars(query.order_by(Matter.id.desc()).limit(len(PEOPLE))))


def _received(place: int, matter: Matter, day: ReceptionDay, cast: Cast, now: datetime) -> Visit:
    crowd = CROWD if place == 1 else 1
    people = [Person(PEOPLE[place]), Person("Nguyễn Thị Đại Diện Thử")][: 2 if crowd > 1 else 1]
    return reception.receive(
        office=db.session.get_one(Office, cast.offices[BOARD]),
        people=people,
        telling=Telling(
            f"Trình bày với Chủ tịch về: {matter.title}",
            outcome=VisitOutcome.EXPLAINED,
            people_present=crowd,
            is_group=crowd > 1,
            representatives_paper="Giấy cử người đại diện" if crowd > 1 else "",
            appointed_by=crowd if crowd > 1 else None,
        ),
        reader=cast.of(BOARD, Role.RECEPTION).reader,
        now=now,
        on=day.on,
        matter=matter,
        session_id=day.sessions[0].id,
    )

"""How fast words are found among many matters, beside the plain first page of a list.

By hand: python -m tests.bench.search_bench [--size N …] [--engine sqlite|postgresql]
"""

import random
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from sqlalchemy import insert, select, text

from caseflow.law.rights import Reader
from caseflow.law.terms import Channel, EntryStatus, PartyRole, PetitionKind, SubjectKind
from caseflow.store.citizens import Citizen
from caseflow.store.db import db, is_postgresql
from caseflow.store.indexing import fill_in
from caseflow.store.matters import Matter, MatterOffice, visible
from caseflow.store.offices import office_by_code
from caseflow.store.people import User, reader_of, user_by_login
from caseflow.store.petitions import Petition, PetitionEntry
from caseflow.store.search import matters_found
from caseflow.store.subjects import Party, Subject
from caseflow.text import fold, sort_key
from tests.bench.clocks_bench import CHUNK, NOW, TODAY, Row, house
from tests.databases import Databases

SIZES = (1_000, 100_000)
PAGE = 50
TIMES = 60
ABOUT = (
    "tranh chấp lối đi chung",
    "chậm cấp giấy chứng nhận",
    "bồi thường hoa màu",
    "san lấp ao hồ",
    "khói bụi lò gạch",
    "mức hỗ trợ tái định cư",
    "xây tường lấn rạch",
    "chế độ thương binh",
    "nước thải chăn nuôi",
    "phí chợ đầu mối",
    "đấu giá quyền khai thác",
    "học phí trường mầm non",
    "sạt lở bờ kè",
    "hợp đồng thuê ki ốt",
    "kỷ luật giáo viên",
    "cưỡng chế nhà tạm",
    "trợ cấp mất sức",
    "quy hoạch treo kéo dài",
    "khai thác cát ven sông",
    "thu hồi đất rừng",
)
"""Twenty subjects: each is that of one matter in twenty."""
PROSE = (
    "gia đình tôi canh tác ổn định từ nhiều năm nay có xác nhận của thôn và các hộ liền kề nhưng khi kiểm đếm tổ "
    "công tác không ghi nhận phần diện tích phía sau tôi đã nhiều lần gặp cán bộ phụ trách để hỏi và chỉ được trả "
    "lời miệng nay đề nghị cơ quan có thẩm quyền xem xét lại toàn bộ hồ sơ và thông báo kết quả bằng văn bản theo "
    "đúng thời hạn luật định"
)
NAMES = (
    "Nguyễn Trần Lê Phạm Hoàng Phan Võ Đặng Bùi Đỗ Hồ Ngô",
    "Văn Thị Hữu Ngọc Minh Thanh Quốc Kim Đức Xuân",
    "An Bình Cúc Dũng Hạnh Hùng Khánh Lan Mai Nam Phượng Sơn Thảo Tuấn Yến Đạt",
)
FILLING, CALLED = PROSE.split(), [part.split() for part in NAMES]
RARE = "trạm biến áp"
ASKED = {
    "common phrase": f'"{fold(ABOUT[-1])}"',
    "common words": "thu hoi dat rung",
    "with marks": f'"{ABOUT[-1]}"',
    "marks, words": ABOUT[-1],
    "everywhere": "gia dinh toi",
    "rare": fold(RARE),
    "absent": "thuyen thung",
    "absent word": "qwerty",
}


def fill(matters: int) -> None:
    """Write so many matters with one paper each, and index them."""
    office = office_by_code("BTCD")
    assert office is not None
    people = db.session.scalars(select(User.id)).all()
    chance = random.Random(7)  # noqa: S311 - the same every time
    for start in range(0, matters, CHUNK):
        made = [_paper(number, office.id, people, chance) for number in range(start, min(matters, start + CHUNK))]
        for table in (Matter, MatterOffice, Subject, Petition, PetitionEntry, Citizen, Party):
            rows = [row for life in made for row in life[table.__tablename__]]
            db.session.execute(insert(table.__table__), rows)  # type: ignore[arg-type]  # the table itself
        db.session.commit()
    began = time.perf_counter()
    fill_in()
    db.session.commit()
    say(f"{matters:>9,} matters indexed in {time.perf_counter() - began:.1f} s")
    if is_postgresql():
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))
    else:
        db.session.execute(text("ANALYZE"))
        db.session.commit()


def _paper(number: int, office_id: int, people: Sequence[int], chance: random.Random) -> dict[str, list[Row]]:
    key, paper, entry = number + 1, 2 * number + 1, 2 * number + 2
    on = TODAY - timedelta(days=number % 700)
    about = ABOUT[number % len(ABOUT)]
    name = " ".join(chance.choice(part) for part in CALLED)
    summary = f"Đề nghị xem xét việc {about} tại thửa {chance.randint(1, 9999)}, tờ {chance.randint(1, 99)}"
    if number % 997 == 0:
        summary += f", gần {RARE}"
    body = " ".join(chance.sample(FILLING, 60)) + f". Người viết: {name}"
    shared: Row = {"office_id": office_id, "matter_id": key, "secret": False, "is_open": True, "created_at": NOW}
    shared |= {"responsible_id": people[number % len(people)]}
    words: Row = {"summary": summary, "body": body, "folded": ""}
    return {
        "matter": [
            {"id": key, "code": f"VV-2026-{key:06d}", "title": summary, "folded": "", "opened_on": on, "secret": False}
            | {"kind": PetitionKind.COMPLAINT}
        ],
        "matter_office": [{"matter_id": key, "office_id": office_id}],
        "subject": [
            {"id": paper, "kind": SubjectKind.PETITION} | shared,
            {"id": entry, "kind": SubjectKind.ENTRY} | shared,
        ],
        "petition": [{"id": paper, "channel": Channel.POST, "signatories": 1, "originals_to_return": False} | words],
        "petition_entry": [
            {"id": entry, "petition_id": paper, "number": f"{key}/2026", "received_on": on, "status": EntryStatus.NEW}
        ],
        "citizen": [{"id": key, "name": name, "sort_key": sort_key(name), "folded": fold(name)}],
        "party": [{"subject_id": paper, "role": PartyRole.PETITIONER, "citizen_id": key}],
    }


def plain_list(reader: Reader) -> object:
    """The first page of all matters, the last opened first, over an index."""
    newest = select(Matter).where(visible(reader)).order_by(Matter.opened_on.desc(), Matter.id.desc())
    return db.session.scalars(newest.limit(PAGE)).all()


def found(typed: str, reader: Reader) -> int:
    """The first page of a search and its count, as the page asks for them."""
    return matters_found(typed, reader, after=None, limit=PAGE).count


def timed(act: Callable[[], object]) -> tuple[float, float, object]:
    """Median and least of many times in milliseconds, each in a session that knows nothing yet; and the answer."""
    spent, answer = list[float](), None
    for _ in range(TIMES):
        db.session.remove()
        began = time.perf_counter()
        answer = act()
        spent.append((time.perf_counter() - began) * 1000)
    return median(spent), min(spent), answer


def measure() -> None:
    """Print how long each search takes, and how many times the list that is; on a busy machine the least counts."""
    user = user_by_login("truongban")
    assert user is not None
    reader = reader_of(user.id, TODAY)
    base, least_base, _ = timed(lambda: plain_list(reader))
    say(f"          plain list of {PAGE}: {base:.2f} ms, at best {least_base:.2f}")
    for name, typed in ASKED.items():
        spent, least, count = timed(partial(found, typed, reader))
        times = f"{spent / base:5.1f} and {least / least_base:5.1f} times the list"
        say(f"          {name:<14} {spent:7.2f} ms, at best {least:7.2f}; {times}; {count} found")


def main(arguments: list[str]) -> int:
    """Fill and measure each engine at each size."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, action="append")
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), action="append")
    args = parser.parse_args(arguments)
    with ExitStack() as open_ones:
        folder = Path(open_ones.enter_context(TemporaryDirectory()))
        databases = open_ones.enter_context(Databases(folder))
        for engine in args.engine or ("sqlite", "postgresql"):
            say(engine)
            for size in args.size or SIZES:
                with house(databases, engine, folder / "home"):
                    fill(size)
                    measure()
    return 0


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

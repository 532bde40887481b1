"""Sealing who denounced: everything already known of the author goes into the vault, whenever the seal comes."""

import io
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy import JSON, String, func, select

from caseflow.jobs.sweep import sweep
from caseflow.law.errors import NotFoundError, Refusal
from caseflow.law.rights import Reader
from caseflow.law.secrecy import DENOUNCER
from caseflow.law.terms import Action, Channel, PetitionKind, VisitOutcome
from caseflow.services import drafts, files, identity, petitions, reception
from caseflow.services.citizens import Person
from caseflow.services.files import Paperwork
from caseflow.services.petitions import Letter, Paper
from caseflow.services.reception import PaperHandedIn, Telling
from caseflow.store.alerts import Delivery
from caseflow.store.db import db
from caseflow.store.documents import StoredFile
from caseflow.store.drafts import Draft
from caseflow.store.journal import JournalLine
from caseflow.store.matters import Matter, MatterLink, find_matter
from caseflow.store.offices import find_office
from caseflow.store.petitions import Petition, PetitionEntry
from caseflow.store.reception import Visit, VisitMatter
from caseflow.store.schema import whole_schema
from caseflow.store.sealing import WORDINGS
from caseflow.store.subjects import Party
from caseflow.store.vault import SealedIdentity, open_up
from caseflow.text import fold
from tests.canaries import Scanner, canaries
from tests.conftest import SettableClock
from tests.factories import FIELD, Enter, Entered, Province

pytestmark = pytest.mark.usefixtures("inside")

(SOMEBODY,) = canaries(1, seed=11)
AUTHOR = Person(
    SOMEBODY.name,
    paper_number=SOMEBODY.paper_number,
    phone=SOMEBODY.phone,
    address=SOMEBODY.address,
    unit_code="18901",
    born=1980,
    sex="nữ",
)
SUMMARY = (
    f"Bà {unicodedata.normalize('NFD', SOMEBODY.name)} (điện thoại {SOMEBODY.phone}) ở thôn {SOMEBODY.tag} "
    "tố cáo cán bộ địa chính xã Minh Hóa nhận tiền"
)
DENOUNCED = "Hồ Văn Địa, cán bộ địa chính xã Minh Hóa"


def facts_of(kind: PetitionKind) -> dict[str, object]:
    return {"kind": kind, "field": FIELD[kind], "instance": "first", "eligible": "yes", "in_competence": "yes"}


AS_DENUNCIATION = facts_of(PetitionKind.DENUNCIATION)


def visited_and_registered(enter: Enter, *, author: Person = AUTHOR, summary: str = SUMMARY) -> Entered:
    """A visit with papers and a petition from it with a file, before anyone knows that it denounces."""
    seen = enter.a_visit(
        summary,
        by="xa2-don",
        at="XA-18901",
        people=(author,),
        request=f"{author.name} yêu cầu xử lý",
        outcome=VisitOutcome.PAPER_TAKEN,
        papers=[PaperHandedIn(f"Đơn viết tay của {author.name}", pages=3)],
    )
    return registered(enter, seen, author=author, summary=summary)


def registered(enter: Enter, seen: Entered, *, author: Person, summary: str) -> Entered:
    """A petition from a visit, with a file."""
    with enter.acting("xa2-don", "vào sổ đơn") as reader:
        visit = db.session.get_one(Visit, seen.visit_id)
        entry = petitions.register(
            office=find_office(visit.office_id),
            paper=Paper(summary, body=f"Tôi là {author.name.upper()}, số căn cước {author.paper_number}."),
            letter=Letter(Channel.RECEPTION, from_sender=author.name),
            senders=[author],
            received_on=date(2026, 11, 23),
            reader=reader,
            now=enter.clock(),
            matter=db.session.get_one(Matter, visit.matter_id),
            visit=visit,
            respondent=DENOUNCED,
        )
        files.attach(
            entry.petition,
            Paperwork("Đơn viết tay", signatory=author.name),
            name=f"don-{author.name}.txt",
            stream=io.BytesIO(f"Tôi tên là {author.name}".encode()),
            by_id=reader.user_id,
            now=enter.clock(),
        )
        return Entered(
            entry.matter_id or 0,
            seen.matter_code,
            visit_id=visit.id,
            petition_id=entry.petition_id,
            entry_id=entry.id,
        )


def late_denunciation(enter: Enter) -> Entered:
    """What was visited and registered turns out to denounce."""
    it = visited_and_registered(enter)
    return replace(enter.step(it, Action.CLASSIFY, facts=AS_DENUNCIATION, by="xa2-don"), visit_id=it.visit_id)


def whole_database() -> str:
    """Every row of every table as text, the ciphers in hexadecimal digits."""
    db.session.rollback()
    return "\n".join(
        repr([value.hex() if isinstance(value, bytes) else value for value in row])
        for table in whole_schema().sorted_tables
        for row in db.session.execute(select(table))
    )


def contents_of_vault() -> list[dict[str, object]]:
    return [open_up(row) for row in db.session.scalars(select(SealedIdentity))]


def test_nothing_of_the_author_is_left_in_the_database_or_the_folder(enter: Enter) -> None:
    late_denunciation(enter)
    scanner = Scanner([SOMEBODY])
    assert scanner.find("database", whole_database()) == []
    assert scanner.find_below(files.folder()) == []


def test_the_vault_keeps_the_person_as_typed_and_the_words_as_written(enter: Enter) -> None:
    late_denunciation(enter)
    contents = contents_of_vault()
    people = [identity.identity_in(content) for content in contents if content["kind"] == identity.PERSON]
    assert people == [
        identity.Identity(
            name=SOMEBODY.name,
            address=SOMEBODY.address,
            unit_code="18901",
            phone=SOMEBODY.phone,
            paper_type="căn cước",
            paper_number=SOMEBODY.paper_number,
            born=1980,
            sex="nữ",
        )
    ]
    words = [content["words"] for content in contents if content["kind"] == identity.WORDS]
    assert any(unicodedata.normalize("NFC", SUMMARY) in str(each) for each in words)


def test_the_redacted_words_still_say_what_happened(enter: Enter) -> None:
    it = late_denunciation(enter)
    petition = db.session.get_one(Petition, it.petition_id)
    said = f"Bà {DENOUNCER} (điện thoại {DENOUNCER}) ở {DENOUNCER} tố cáo cán bộ địa chính xã Minh Hóa nhận tiền"
    assert petition.summary == said
    assert petition.folded == fold(said)
    assert [party.post for party in petition.parties if party.post] == [DENOUNCED]


def test_one_person_at_the_desk_and_on_the_paper_is_one_row_of_the_vault(enter: Enter) -> None:
    it = late_denunciation(enter)
    sealed = {
        party.sealed_id
        for party in db.session.scalars(select(Party).where(Party.subject_id.in_([it.visit_id, it.petition_id])))
        if not party.post
    }
    assert len(sealed) == 1
    assert None not in sealed


def test_the_handwritten_letter_is_locked_and_loses_its_name(enter: Enter) -> None:
    late_denunciation(enter)
    file = db.session.scalars(select(StoredFile)).one()
    assert (file.secret, file.name) == (True, f"tep-{file.id}.txt")
    assert files.content_of(file).decode() == f"Tôi tên là {SOMEBODY.name}"
    assert {"kind": files.FILE, "name": f"don-{SOMEBODY.name}.txt"} in contents_of_vault()


def test_numbers_of_the_books_stay(enter: Enter) -> None:
    it = late_denunciation(enter)
    assert db.session.get_one(PetitionEntry, it.entry_id).number == "1/2026"
    assert db.session.get_one(Visit, it.visit_id).number == "1/2026"


def test_sealing_again_changes_nothing(enter: Enter) -> None:
    it = late_denunciation(enter)
    before = whole_database()
    with enter.acting("xa2-don") as reader:
        petition = db.session.get_one(Petition, it.petition_id)
        identity.seal(petition, by_id=reader.user_id, now=enter.clock())
        identity.seal_visit(db.session.get_one(Visit, it.visit_id), by_id=reader.user_id, now=enter.clock())
    assert whole_database() == before


def test_a_citizen_who_also_complains_elsewhere_is_kept_and_not_linked(enter: Enter) -> None:
    seen = enter.a_visit("Trình bày hai việc", by="xa2-don", at="XA-18901", people=(AUTHOR,))
    complaint = registered(enter, seen, author=AUTHOR, summary="Khiếu nại quyết định thu hồi đất")
    enter.step(complaint, Action.CLASSIFY, facts=facts_of(PetitionKind.COMPLAINT), by="xa2-don")
    denunciation = registered(enter, seen, author=AUTHOR, summary=SUMMARY)
    enter.step(denunciation, Action.CLASSIFY, facts=AS_DENUNCIATION, by="xa2-don")
    kept = db.session.scalars(
        select(Party).where(Party.subject_id == complaint.petition_id, Party.citizen_id.is_not(None))
    ).all()
    sealed = db.session.scalars(
        select(Party).where(Party.subject_id == denunciation.petition_id, Party.sealed_id.is_not(None))
    ).all()
    assert [party.citizen.name for party in kept if party.citizen] == [SOMEBODY.name]
    assert [party.citizen_id for party in sealed] == [None]
    assert str(kept[0].citizen_id) not in {str(value) for content in contents_of_vault() for value in content.values()}


def test_what_stays_behind_does_not_betray_what_has_left(enter: Enter, reader: Callable[[str], Reader]) -> None:
    seen = enter.a_visit(SUMMARY, by="xa2-don", at="XA-18901", people=(AUTHOR,))
    complaint = registered(enter, seen, author=AUTHOR, summary="Khiếu nại quyết định thu hồi đất")
    denunciation = registered(enter, seen, author=AUTHOR, summary=SUMMARY)
    enter.step(denunciation, Action.CLASSIFY, facts=AS_DENUNCIATION, by="xa2-don")
    left = find_matter(complaint.matter_code, reader("xa2-don"))
    entry = db.session.get_one(PetitionEntry, denunciation.entry_id)
    assert (left.secret, left.title) == (False, "Khiếu nại quyết định thu hồi đất")
    assert entry.matter_id != left.id
    assert db.session.scalars(select(VisitMatter.matter_id)).all() == [entry.matter_id]
    links = [(link.matter_id, link.other_id) for link in db.session.scalars(select(MatterLink))]
    assert links == [(entry.matter_id, left.id)]


def test_the_entries_of_other_offices_are_sealed_with_it(enter: Enter) -> None:
    it = visited_and_registered(enter)
    enter.step(it, Action.CLASSIFY, facts=facts_of(PetitionKind.FEEDBACK) | {"in_competence": "no"}, by="xa2-don")
    enter.step(it, Action.FORWARD, facts={"to_office": enter.office_id("SO-NNMT")}, by="xa2-don")
    theirs = db.session.scalars(select(PetitionEntry).where(PetitionEntry.id != it.entry_id)).one()
    with enter.acting("so-don") as reader:
        petitions.receive(
            db.session.get_one(PetitionEntry, theirs.id),
            received_on=date(2026, 11, 23),
            reader=reader,
            now=enter.clock(),
        )
    enter.step(Entered(0, "", entry_id=theirs.id), Action.CLASSIFY, facts=AS_DENUNCIATION, by="so-don")
    entries = db.session.scalars(select(PetitionEntry)).all()
    assert {(entry.secret, entry.matter_id) for entry in entries} == {(True, it.matter_id)}
    assert db.session.scalar(select(func.count()).select_from(Matter)) == 1
    assert Scanner([SOMEBODY]).find("database", whole_database()) == []


def test_a_visit_that_says_it_denounces_is_sealed_at_once(enter: Enter) -> None:
    it = enter.a_visit(SUMMARY, people=(AUTHOR,), kind=PetitionKind.DENUNCIATION)
    assert db.session.get_one(Visit, it.visit_id).secret
    assert Scanner([SOMEBODY]).find("database", whole_database()) == []


def test_a_visit_whose_completion_says_so_is_sealed_then(enter: Enter) -> None:
    it = enter.a_visit(SUMMARY, people=(AUTHOR,))
    with enter.acting("tiepdan"):
        visit = db.session.get_one(Visit, it.visit_id)
        told = Telling(SUMMARY, outcome=VisitOutcome.EXPLAINED, kind=PetitionKind.DENUNCIATION)
        reception.complete(visit, people=[AUTHOR], telling=told, now=enter.clock())
    assert Scanner([SOMEBODY]).find("database", whole_database()) == []


def test_words_typed_on_a_sealed_record_later_are_cleaned_too(enter: Enter) -> None:
    it = late_denunciation(enter)
    enter.step(it, Action.INFORM, facts={"answer": f"Đã giải thích cho bà {SOMEBODY.name}"}, by="xa2-don")
    assert f"Đã giải thích cho bà {DENOUNCER}" in whole_database()
    assert Scanner([SOMEBODY]).find("database", whole_database()) == []


def test_a_title_cut_in_the_middle_of_a_name_keeps_no_half_of_it(enter: Enter) -> None:
    half, given = SOMEBODY.name.rsplit(" ", 1)
    before = ("Tố cáo cán bộ nhận tiền của nhiều hộ dân trong thôn khi đo đạc, cấp giấy " * 2)[: 108 - len(half)]
    it = visited_and_registered(enter, summary=f"{before} {half} {given} đã chứng kiến việc này nhiều lần")
    assert db.session.get_one(Matter, it.matter_id).title.endswith(f"{half}…")
    enter.step(it, Action.CLASSIFY, facts=AS_DENUNCIATION, by="xa2-don")
    assert SOMEBODY.tag not in whole_database()


def test_a_denunciation_joins_no_open_matter(enter: Enter) -> None:
    other = enter.a_complaint(by="xa2-don", at="XA-18901")
    it = late_denunciation(enter)
    with pytest.raises(Refusal, match="không thể nhập"):
        enter.step(it, Action.JOIN, facts={"matter": other.matter_code}, by="xa2-don")


def test_the_desk_officer_who_received_it_no_longer_knows_of_it(enter: Enter, reader: Callable[[str], Reader]) -> None:
    it = enter.a_visit(SUMMARY, people=(AUTHOR,))
    assert find_matter(it.matter_code, reader("tiepdan"))
    with enter.acting("xulydon") as handler:
        visit = db.session.get_one(Visit, it.visit_id)
        told = Telling(SUMMARY, kind=PetitionKind.DENUNCIATION)
        reception.complete(visit, people=[AUTHOR], telling=told, now=enter.clock())
    assert find_matter(it.matter_code, handler)
    with pytest.raises(NotFoundError):
        find_matter(it.matter_code, reader("tiepdan"))


def test_whoever_received_the_visit_does_not_follow_it_to_another_office(
    enter: Enter, reader: Callable[[str], Reader]
) -> None:
    it = enter.a_visit(SUMMARY, by="so-don", people=(AUTHOR,), kind=PetitionKind.DENUNCIATION)
    assert find_matter(it.matter_code, reader("xulydon"))
    with pytest.raises(NotFoundError):
        find_matter(it.matter_code, reader("so-don"))


def test_the_alerts_that_reached_the_desk_are_taken_back(
    enter: Enter, clock: SettableClock, province: Province
) -> None:
    day = date(2026, 11, 2)
    it = enter.a_petition(SUMMARY, senders=(AUTHOR,), received_on=day)
    enter.step(it, Action.CLASSIFY, day, facts_of(PetitionKind.FEEDBACK))
    with enter.acting("truongban"):
        db.session.get_one(PetitionEntry, it.entry_id).responsible_id = province.people["tiepdan"]
    sweep(clock(), by_mail=True)
    heard = {row.user_id for row in db.session.scalars(select(Delivery))}
    assert province.people["tiepdan"] in heard
    enter.step(it, Action.RECLASSIFY, facts=AS_DENUNCIATION)
    left = {row.user_id for row in db.session.scalars(select(Delivery))}
    assert left == heard - {province.people["tiepdan"]}
    assert left != set()


def test_what_was_typed_about_it_and_not_saved_goes_other_drafts_stay(
    enter: Enter, clock: SettableClock, province: Province
) -> None:
    it = visited_and_registered(enter)
    other = enter.a_petition()
    with enter.acting("quantri"):
        for subject_id in (it.visit_id, it.entry_id, other.entry_id, None):
            place = drafts.Place(f"/{subject_id}", "step", f"/{subject_id}", "Bước", subject_id)
            owner = province.people["xulydon"]
            drafts.keep(place, [("answer", SUMMARY)], user_id=owner, sent_as="", now=clock())
    enter.step(it, Action.CLASSIFY, facts=AS_DENUNCIATION, by="xa2-don")
    assert set(db.session.scalars(select(Draft.subject_id))) == {other.entry_id, None}


def test_the_journal_names_rows_and_never_their_words(enter: Enter) -> None:
    late_denunciation(enter)
    lines = db.session.scalars(select(JournalLine)).all()
    assert any("sealed_identity" in line.changes for line in lines)
    assert Scanner([SOMEBODY]).find("journal", "\n".join(f"{line.act} {line.changes}" for line in lines)) == []


def test_a_cipher_moved_to_another_row_does_not_open(enter: Enter) -> None:
    late_denunciation(enter)
    first, second = db.session.scalars(select(SealedIdentity).limit(2))
    first.cipher = second.cipher
    with pytest.raises(InvalidTag):
        open_up(first)


HOLDS_NO_WORDS_OF_A_CASE = frozenset(
    {
        "alert",  # labels of the law and keys
        "calendar_day",
        "citizen",  # whoever denounces leaves it as a whole row
        "public_try",  # keyed digests
        "deadline",
        "deadline_move",  # the reason of a correction stays at its event
        "delivery",
        "desk_shift",  # who sits at a desk, about no case
        "draft",  # what was typed is encrypted; title and address name the form
        "heartbeat",
        "journal",  # keyed digests
        "ladder",  # how the province warns, about no case
        "local_rule",  # what the province asks of everybody, about no case
        "login_attempt",
        "office",
        "office_successor",
        "reception_day",  # what is announced of a day, about no case
        "reception_host",
        "reception_schedule",
        "duty",  # a post, and who holds it
        "reception_session",
        "register_book",
        "rule_confirmation",  # on which text a legal officer's word rests, about no case
        "rule_withdrawal",
        "role_post",
        "saved_view",  # how its owner calls a filter, and the filter without the words searched for
        "sealed_identity",
        "sent_form",
        "setting",
        "settlement_case",
        "sign_in",
        "tracking_code",  # a keyed digest
        "stored_file",  # a secret file loses its name in services.files
        "subject",
        "user_account",
    }
)
CODES = {
    "publication": {"slug", "kind", "paper", "field", "approved_digest", "state"},
    "assignment": {"role"},
    "day_registration": {"code_digest"},
    "matter": {"code", "kind", "field", "unit_code", "contested_author"},
    "matter_flag": {"flag", "digest", "basis", "verdict"},
    "petition": {"channel"},
    "petition_content": {"kind"},
    "petition_entry": {"number", "status", "petition_kind", "instance", "field", "outcome"},
    "visit": {"number", "visit_kind", "told_as", "outcome", "refusal_ground", "status", "police_called_at"},
    "register_number": {"book"},
    "event": {"action", "before", "after", "basis"},
    "party": {"role", "sealed_id"},
    "decision": {"instance", "result"},
    "execution": {"what"},
    "identity_look": {"sealed_id"},
    "identity_opening": {"post_role"},
    "sealed_letter": {"sealed_id", "way"},
}


def test_every_column_of_words_is_cleaned_or_known_to_hold_none() -> None:
    """A new table, or a new column of words, must be given its place in store/sealing.py or here."""
    cleaned = {wording.table.__tablename__: set(wording.columns) for wording in WORDINGS}
    forgotten = {
        f"{table.name}.{column.name}"
        for table in whole_schema().sorted_tables
        if table.name not in HOLDS_NO_WORDS_OF_A_CASE
        for column in table.columns
        if isinstance(column.type, String | JSON) or isinstance(getattr(column.type, "impl", None), String)
        if column.name not in cleaned.get(table.name, set()) | CODES.get(table.name, set())
    }
    assert forgotten == set()

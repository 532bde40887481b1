"""The register of what leaders concluded when receiving citizens (NĐ 154/2026 Đ25.2): notices, tasks, their reports.

Of a visit that denounces the words are kept silent: only the notice, the offices and the dates are told.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from caseflow.law.rights import Reader
from caseflow.law.secrecy import KEPT_SECRET
from caseflow.reports.people import named
from caseflow.reports.register import Cell, Column, Line, Mark, Register, Wanted, a_page
from caseflow.store.db import db
from caseflow.store.documents import Document, papers_by_key
from caseflow.store.reception import Visit, visits_seen_by
from caseflow.store.reception_days import Conclusion, ReceptionSession, tasks_of
from caseflow.store.subjects import Assignment, Party, Subject

V = Visit.__table__


def _conclusions(reader: Reader, wanted: Wanted, after: Mark | None, limit: int) -> list[Line]:
    """So many conclusions by the day of the visit; their papers and tasks in two more queries."""
    query: Any = (  # rows of three tables, which the type of a page does not know
        select(Conclusion, Visit, ReceptionSession)
        .join(Visit, Visit.id == Conclusion.visit_id)
        .join(ReceptionSession, ReceptionSession.id == Conclusion.session_id)
        .where(wanted.days(V.c.on), wanted.here(Subject.__table__.c.office_id), visits_seen_by(reader))
        .options(selectinload(Visit.parties).joinedload(Party.citizen), joinedload(Visit.office))
    )
    page, told = a_page(query, V.c.on, Conclusion.__table__.c.id, after, limit)
    found = db.session.execute(page, told).all()
    tasks = tasks_of([conclusion.id for conclusion, _, _ in found])
    papers = {paper.id: paper for paper in papers_by_key([one.document_id for one, _, _ in found if one.document_id])}
    return [
        Line(
            visit.on,
            conclusion.id,
            (
                visit.on,
                session.held_by,
                _who(visit),
                *_notice(papers.get(conclusion.document_id or 0)),
                KEPT_SECRET if visit.secret else conclusion.words,
                *_given([task for task in tasks if task.conclusion_id == conclusion.id], secret=visit.secret),
            ),
        )
        for conclusion, visit, session in found
    ]


def _notice(paper: Document | None) -> tuple[Cell, Cell]:
    return (paper.number, paper.issued_on) if paper else ("", None)


def _who(visit: Visit) -> str:
    return KEPT_SECRET if visit.secret else "\n".join(named(party) for party in visit.parties)


def _given(tasks: Sequence[Assignment], *, secret: bool) -> tuple[Cell, Cell, Cell]:
    """The offices with what they must do, by when, and whether they have reported."""
    told = "\n".join(task.to_office.name if secret else f"{task.to_office.name}: {task.content}" for task in tasks)
    due = "\n".join(f"{task.due_on:%d/%m/%Y}" if task.due_on else "" for task in tasks)
    done = "\n".join(f"đã báo cáo {task.done_on:%d/%m/%Y}" if task.done_on else "chưa báo cáo" for task in tasks)
    return told, due, done


CONCLUSIONS = Register(
    slug="ket-luan-tiep-cong-dan",
    title="Sổ thông báo kết luận tiếp công dân",
    basis="Nghị định 154/2026/NĐ-CP, Điều 25",
    columns=(
        Column("Ngày tiếp", 12),
        Column("Người tiếp", 28),
        Column("Người được tiếp", 34),
        Column("Số thông báo", 16),
        Column("Ngày thông báo", 12),
        Column("Nội dung kết luận", 50),
        Column("Cơ quan thực hiện, nội dung giao", 44),
        Column("Thời hạn", 12),
        Column("Kết quả", 22),
    ),
    read=_conclusions,
)

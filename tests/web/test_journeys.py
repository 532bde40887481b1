"""A complaint, a denunciation, a recommendation: from the book to the end, page by page, as those who work on it."""

from datetime import date

from caseflow.law.terms import PetitionKind
from tests.conftest import SignIn
from tests.factories import Enter
from tests.visitor import Visitor

PAPER = {"paper_number": "12/QĐ-UBND", "paper_signatory": "Đặng Quốc Hưng Thử"}


def take(visitor: Visitor, code: str, record: int | None, step: str, **typed: object) -> str:
    """Record a step through its page, as a browser does; the page it leads to."""
    answer = visitor.submit(f"/vu-viec/{code}/buoc/{record}/{step}", **typed)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200, f"{step}: {answer.status}\n{page}"
    assert answer.request.path.startswith("/vu-viec/"), answer.request.path
    assert "/buoc/" not in answer.request.path, f"{step} was not taken"
    return page


def classified(kind: PetitionKind, field: str) -> dict[str, object]:
    return {"kind": kind.value, "field": field, "instance": "first", "eligible": "yes", "in_competence": "yes"}


def case_of(page: str, code: str, step: str) -> int:
    """The key of the case in the link to one of its steps."""
    before, found, _ = page.partition(f'/{step}"')
    assert found, f"no link to {step} on the page of {code}"
    return int(before.rpartition("/")[2])


def test_a_complaint_goes_from_the_book_to_legal_effect(sign_in: SignIn, enter: Enter) -> None:
    it = enter.a_petition("Khiếu nại quyết định thu hồi đất", received_on=date(2026, 8, 21))
    code, visitor = it.matter_code, sign_in("xulydon")

    page = take(visitor, code, it.entry_id, "phan-loai", on="24/08/2026", **classified(PetitionKind.COMPLAINT, "land"))
    assert "Thông báo thụ lý hoặc không thụ lý" in page
    assert "Hạn 03/09/2026" in page  # seven working days from the receipt, worked out in the tests of the clocks
    page = take(visitor, code, it.entry_id, "de-xuat-thu-ly", on="25/08/2026")
    case = case_of(page, code, "thu-ly")

    page = take(visitor, code, case, "thu-ly", on="01/09/2026", **PAPER)
    assert "Giải quyết khiếu nại lần đầu" in page
    assert "Hạn 01/10/2026" in page
    page = take(visitor, code, case, "giao-xac-minh", on="03/09/2026", verifier="so nong nghiep", **PAPER)
    assert "đang xác minh" in page
    assert "Sở Nông nghiệp và Môi trường, từ 03/09/2026" in page
    page = take(
        visitor, code, case, "ra-quyet-dinh-giai-quyet", on="28/09/2026", result="partly", no_difference="yes", **PAPER
    )
    assert "Kết quả giải quyết: khiếu nại đúng một phần" in page
    take(visitor, code, case, "gui-quyet-dinh", on="30/09/2026", sent_to="người khiếu nại", **PAPER)
    page = take(
        visitor, code, case, "ghi-ngay-nguoi-khieu-nai-nhan-quyet-dinh", on="05/10/2026", proof="phiếu báo phát"
    )

    assert "Đề nghị xác nhận." in page
    assert "đã đủ thời gian từ 28/10/2026" in page  # thirty days from 28/09
    page = take(visitor, code, case, "xac-nhan-co-hieu-luc", on="29/10/2026", no_second_known="yes")
    assert "quyết định có hiệu lực" in page
    assert "Thi hành quyết định giải quyết khiếu nại" in page


def test_a_denunciation_goes_from_the_book_to_its_conclusion_without_a_name(sign_in: SignIn, enter: Enter) -> None:
    it = enter.a_petition("Tố cáo cán bộ xã nhận tiền làm hồ sơ đất", received_on=date(2026, 8, 21))
    visitor = sign_in("xulydon")
    facts = classified(PetitionKind.DENUNCIATION, "administration")
    page = take(visitor, it.matter_code, it.entry_id, "phan-loai", on="24/08/2026", **facts)
    code = it.matter_code
    assert "(giữ bí mật)" in page
    assert "Lê Thị Bưởi Thử" not in page

    page = take(visitor, code, it.entry_id, "de-xuat-thu-ly", on="25/08/2026")
    case = case_of(page, code, "thu-ly")
    page = take(visitor, code, case, "thu-ly", on="28/08/2026", **PAPER)
    assert "Hạn 28/09/2026" in page  # thirty days end on Sunday 27/09
    take(visitor, code, case, "thong-bao-viec-thu-ly", on="31/08/2026", sent_to="người bị tố cáo", **PAPER)
    team = {"verifier": "minh hoa", "verifiers": "Ông A; bà B", "team_size": "2"}
    take(visitor, code, case, "giao-xac-minh", on="01/09/2026", **team, **PAPER)
    page = take(visitor, code, case, "ket-luan-noi-dung-to-cao", on="21/09/2026", conclusion="partly", **PAPER)
    assert "tố cáo có đúng, có sai" in page
    assert "Lê Thị Bưởi Thử" not in page


def test_a_recommendation_is_given_for_answer_answered_and_closed(sign_in: SignIn, enter: Enter) -> None:
    it = enter.a_petition("Đề nghị sửa kênh nội đồng", received_on=date(2026, 11, 9))
    code, visitor = it.matter_code, sign_in("xulydon")
    take(visitor, code, it.entry_id, "phan-loai", on="10/11/2026", **classified(PetitionKind.FEEDBACK, "other"))
    page = take(visitor, code, it.entry_id, "de-xuat-thu-ly", on="11/11/2026")
    case = case_of(page, code, "thu-ly")
    take(visitor, code, case, "thu-ly", on="12/11/2026", verifier="UBND xã Minh Hóa", due_on="20/11/2026", **PAPER)
    page = take(visitor, code, case, "tra-loi-bang-van-ban", on="18/11/2026", answer="Đã bố trí vốn", **PAPER)
    assert "đã trả lời" in page
    page = take(visitor, code, case, "ket-thuc", on="19/11/2026")
    assert "Không còn bước nào ở đây" in page


def test_a_paper_forwarded_is_entered_by_the_commune_and_answered_there(sign_in: SignIn, enter: Enter) -> None:
    it = enter.a_complaint("Khiếu nại về thuế đất", received_on=date(2026, 11, 9), facts={"in_competence": "no"})
    code, board = it.matter_code, sign_in("xulydon")
    page = take(
        board, code, it.entry_id, "chuyen-don", on="10/11/2026", to_office="dong hoi", reply_by="30/11/2026", **PAPER
    )
    assert "Phúc đáp của nơi nhận đơn chuyển" in page
    assert "theo văn bản" in page
    commune = sign_in("xa1-don")
    page = commune.text(f"/vu-viec/{code}")
    received = page.partition('/tiep-nhan"')[0].rpartition("/don/")[2]
    answer = commune.submit(f"/don/{received}/tiep-nhan", received_on="12/11/2026")
    assert "12/11/2026" in answer.get_data(as_text=True)
    assert "mới nhận" not in page
    assert "1/2026" in answer.get_data(as_text=True).partition(f'id="don-{received}"')[2][:40]

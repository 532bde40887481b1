"""03/GQKN: what became of complaints in one's own competence."""

from datetime import date

from caseflow.law.terms import PetitionKind
from caseflow.reports.forms.form import Across, Column, Limit, Nature, OfficialForm
from caseflow.reports.forms.tt06_2025 import CIRCULAR, SINCE
from caseflow.reports.forms.tt06_2025.settling import again, first_time, papers, results, stands, sums
from caseflow.reports.forms.tt06_2025.xld02 import XLD02

KIND = PetitionKind.COMPLAINT
FIRST, SECOND = "Giải quyết lần đầu", "Giải quyết lần 2"
RECOVERED, RETURNED = "Kiến nghị thu hồi cho Nhà nước", "Trả lại cho tổ chức, cá nhân"
HANDLED, POLICE = "Kiến nghị xử lý hành chính", "Chuyển cơ quan điều tra"
MONEY, LAND, OFFICIALS = "Tiền (Trđ)", "Đất (m2)", "Trong đó số cán bộ, công chức, viên chức"


GQKN03 = OfficialForm(
    code="03/GQKN",
    slug="03-gqkn",
    title="Tổng hợp kết quả giải quyết khiếu nại",
    circular=CIRCULAR,
    since=SINCE,
    until=date.max,
    columns=(
        papers(1, "Tổng số đơn khiếu nại thuộc thẩm quyền", KIND),
        Column(2, ("Tổng số vụ việc",), Nature.DISTINCT, "Vụ việc của các đơn ở cột 1", adds=(3, 4, 5, 6)),
        *stands(3, KIND),
        Column(
            7,
            ("Tổng số Quyết định ban hành trong kỳ",),
            Nature.FLOW,
            "Quyết định giải quyết khiếu nại ban hành trong kỳ",
            adds=(8, 9, 10, 11, 12),
        ),
        results(8, (FIRST, "Khiếu nại đúng"), "Quyết định lần đầu: khiếu nại đúng", first_time(KIND, "right")),
        results(9, (FIRST, "Khiếu nại sai"), "Quyết định lần đầu: khiếu nại sai", first_time(KIND, "wrong")),
        results(10, (FIRST, "Khiếu nại đúng 1 phần"), "Quyết định lần đầu: đúng một phần", first_time(KIND, "partly")),
        results(11, (SECOND, "Công nhận kết quả lần đầu"), "Quyết định lần hai: công nhận", again(KIND, "upheld")),
        results(12, (SECOND, "Hủy, sửa kết quả lần đầu"), "Quyết định lần hai: hủy, sửa", again(KIND, "changed")),
        *sums(
            13,
            KIND,
            (
                ((RECOVERED, MONEY), "money_to_recover"),
                ((RECOVERED, LAND), "land_to_recover"),
                ((RETURNED, MONEY), "money_to_return"),
                ((RETURNED, LAND), "land_to_return"),
                ((RETURNED, "Số tổ chức được trả lại quyền lợi"), "bodies_restored"),
                ((RETURNED, "Số cá nhân được trả lại quyền lợi"), "people_restored"),
                ((HANDLED, "Tổng số người bị kiến nghị xử lý"), "people_to_discipline"),
                ((HANDLED, OFFICIALS), "officials_to_discipline"),
                ((POLICE, "Số vụ"), "police_cases"),
                ((POLICE, "Tổng số người"), "police_people"),
                ((POLICE, OFFICIALS), "police_officials"),
            ),
        ),
    ),
    limits=(Limit(2, 1), Limit(20, 19), Limit(23, 22)),
    across=(Across(1, XLD02, 6),),
    notes_number=24,
)

"""04/GQTC: what became of denunciations in one's own competence."""

from datetime import date

from caseflow.law.terms import PetitionKind
from caseflow.reports.forms.form import Across, Column, Limit, Nature, OfficialForm
from caseflow.reports.forms.tt06_2025 import CIRCULAR, SINCE
from caseflow.reports.forms.tt06_2025.gqkn03 import HANDLED, LAND, MONEY, OFFICIALS, POLICE, RECOVERED, RETURNED
from caseflow.reports.forms.tt06_2025.settling import again, first_time, papers, results, stands, sums
from caseflow.reports.forms.tt06_2025.xld02 import XLD02

KIND = PetitionKind.DENUNCIATION
FIRST, FURTHER = "Tố cáo lần đầu", "Tố cáo tiếp"


GQTC04 = OfficialForm(
    code="04/GQTC",
    slug="04-gqtc",
    title="Tổng hợp kết quả giải quyết tố cáo",
    circular=CIRCULAR,
    since=SINCE,
    until=date.max,
    columns=(
        papers(1, "Tổng số đơn tố cáo thuộc thẩm quyền", KIND),
        Column(2, ("Tổng số vụ việc",), Nature.DISTINCT, "Vụ việc của các đơn ở cột 1", adds=(3, 4, 5, 6)),
        *stands(3, KIND),
        Column(
            7,
            ("Tổng số Kết luận ban hành trong kỳ",),
            Nature.FLOW,
            "Kết luận nội dung tố cáo ban hành trong kỳ",
            adds=(8, 9, 10, 11, 12, 13),
        ),
        results(8, (FIRST, "Tố cáo đúng"), "Kết luận lần đầu: tố cáo đúng", first_time(KIND, "right")),
        results(9, (FIRST, "Tố cáo sai"), "Kết luận lần đầu: tố cáo sai", first_time(KIND, "wrong")),
        results(10, (FIRST, "Tố cáo có đúng có sai"), "Kết luận lần đầu: có đúng, có sai", first_time(KIND, "partly")),
        results(11, (FURTHER, "Tố cáo tiếp đúng"), "Kết luận tố cáo tiếp: đúng", again(KIND, "right")),
        results(12, (FURTHER, "Tố cáo tiếp sai"), "Kết luận tố cáo tiếp: sai", again(KIND, "wrong")),
        results(
            13, (FURTHER, "Tố cáo tiếp có đúng có sai"), "Kết luận tố cáo tiếp: có đúng, có sai", again(KIND, "partly")
        ),
        *sums(
            14,
            KIND,
            (
                ((RECOVERED, MONEY), "money_to_recover"),
                ((RECOVERED, LAND), "land_to_recover"),
                ((RETURNED, MONEY), "money_to_return"),
                ((RETURNED, LAND), "land_to_return"),
                ((RETURNED, "Số tổ chức được trả lại quyền lợi"), "bodies_restored"),
                ((RETURNED, "Số cá nhân được trả lại quyền lợi"), "people_restored"),
                ((HANDLED, "Tổ chức"), "bodies_to_discipline"),
                ((HANDLED, "Cá nhân"), "people_to_discipline"),
                ((HANDLED, "Trong đó, Cán bộ, công chức"), "officials_to_discipline"),
                ((POLICE, "Số vụ"), "police_cases"),
                ((POLICE, "Số đối tượng"), "police_people"),
                ((POLICE, OFFICIALS), "police_officials"),
            ),
        ),
    ),
    limits=(Limit(2, 1), Limit(22, 21), Limit(25, 24)),
    across=(Across(1, XLD02, 12),),
    notes_number=26,
)

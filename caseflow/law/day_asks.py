"""The facts that the life of a reception day asks for, by name. Rows only."""

from caseflow.law.ask import Ask, FactType
from caseflow.law.grounds import EXTRAORDINARY_RECEPTION, ONLINE_RECEPTION

ASKS_OF_DAYS: tuple[Ask, ...] = (
    Ask(
        "day",
        "Ngày tiếp",
        FactType.DATE,
        help="Ngày người đứng đầu tiếp công dân; lịch niêm yết chậm nhất 5 ngày làm việc trước ngày này",
        basis="LTCD Đ24.4",
    ),
    Ask(
        "extraordinary",
        "Tiếp đột xuất",
        FactType.YES_NO,
        required=False,
        help="Tiếp đột xuất không phải niêm yết trước, nhưng phải có căn cứ",
        basis="LTCD Đ18.3",
    ),
    Ask(
        "extraordinary_ground",
        "Căn cứ tiếp đột xuất",
        FactType.CHOICE,
        required=False,
        grounds=EXTRAORDINARY_RECEPTION,
        help="Bắt buộc khi tiếp đột xuất",
        basis="LTCD Đ18.3",
    ),
    Ask(
        "online",
        "Tiếp trực tuyến",
        FactType.YES_NO,
        required=False,
        help="Thông báo trước 5 ngày làm việc, kiểm tra đường truyền trước 1 ngày, kết nối trước 1 giờ",
        basis="NĐ 154/2026 Đ23.1",
    ),
    Ask(
        "online_ground",
        "Trường hợp tiếp trực tuyến",
        FactType.CHOICE,
        required=False,
        grounds=ONLINE_RECEPTION,
        help="Tố cáo chỉ tiếp trực tuyến khi người tố cáo không yêu cầu bảo vệ bí mật",
        basis="NĐ 154/2026 Đ20",
    ),
    Ask(
        "posted_at",
        "Nơi niêm yết, đăng tải",
        FactType.TEXT,
        help="Trụ sở hoặc nơi tiếp công dân, và trang thông tin điện tử",
        basis="LTCD Đ24.2, Đ24.4",
    ),
    Ask(
        "amended",
        "Nội dung thay đổi",
        FactType.LONG_TEXT,
        help="Công bố nguyên văn cạnh lịch đã niêm yết, như một thay đổi",
        basis="LTCD Đ24.4",
    ),
    Ask(
        "connected_at",
        "Giờ các điểm cầu đã kết nối",
        FactType.HOUR,
        help="Chậm nhất 1 giờ trước giờ tiếp, như 06:30",
        basis="NĐ 154/2026 Đ23.1",
    ),
    Ask(
        "recording",
        "Nơi lưu ghi âm, ghi hình",
        FactType.TEXT,
        required=False,
        help="Phiên trực tuyến phải ghi âm, ghi hình và lưu ở máy chủ của cơ quan nhà nước",
        basis="NĐ 154/2026 Đ24.1",
    ),
    Ask(
        "change_reason",
        "Lý do hoãn, hủy",
        FactType.LONG_TEXT,
        help="Công bố cùng thông báo hoãn, hủy",
        basis="LTCD Đ24.4",
    ),
    Ask(
        "new_day",
        "Thời gian dự kiến tiếp",
        FactType.DATE,
        help="Ngày dự kiến mới, phải thông báo tại nơi tiếp công dân",
        basis="LTCD Đ24.4",
    ),
)

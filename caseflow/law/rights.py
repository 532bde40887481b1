"""Who may do what: role x right as one table, and the scope within which a right is carried.

A right is carried at the office where the role is held, and in its subtree; the board also sees what passed through it;
an assignment opens one matter. Everything else is refused.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from caseflow.law.terms import Role, Term


class Right(Term):
    """Something a route may demand."""

    ANYONE = "anyone", "không cần đăng nhập"
    SIGNED_IN = "signed_in", "đã đăng nhập"
    RECEIVE = "receive", "tiếp công dân"
    REGISTER = "register", "vào sổ đơn"
    READ = "read", "xem hồ sơ"
    READ_SECRET = "read_secret", "xem hồ sơ tố cáo"
    TAKE_ENTRY_STEPS = "take_entry_steps", "xử lý đơn"
    TAKE_CASE_STEPS = "take_case_steps", "ghi bước giải quyết"
    ASSIGN = "assign", "giao việc"
    ATTACH = "attach", "đính kèm tài liệu"
    SEAL = "seal", "niêm phong danh tính"
    SEE_IDENTITY = "see_identity", "xem danh tính người tố cáo"
    APPROVE_IDENTITY = "approve_identity", "duyệt cho xem danh tính"
    READ_OPENINGS = "read_openings", "xem sổ mở danh tính"
    READ_ALERTS = "read_alerts", "xem cảnh báo"
    READ_RULEBOOK = "read_rulebook", "xem sổ tay"
    READ_JOURNAL = "read_journal", "đọc nhật ký"
    MANAGE_PEOPLE = "manage_people", "quản lý tài khoản"
    MANAGE_OFFICES = "manage_offices", "quản lý cơ quan"
    MANAGE_CALENDAR = "manage_calendar", "quản lý lịch làm việc"
    DECIDE_FLAGS = "decide_flags", "xác nhận, bác bỏ nghi vấn"
    MARK_HOTSPOT = "mark_hotspot", "đánh dấu điểm nóng"
    MANAGE_LOCAL_RULES = "manage_local_rules", "quản lý quy chế nội bộ"
    KEEP_SCHEDULE = "keep_schedule", "lập lịch tiếp công dân"
    PUBLISH_SCHEDULE = "publish_schedule", "công bố lịch tiếp công dân"
    CONFIRM_RULES = "confirm_rules", "xác nhận căn cứ của quy định"
    MANAGE_ALERTS = "manage_alerts", "quản lý việc gửi cảnh báo"
    PREPARE_PUBLICATION = "prepare_publication", "soạn nội dung công khai kết quả"
    APPROVE_PUBLICATION = "approve_publication", "duyệt công khai kết quả"
    FORESEE_ALERTS = "foresee_alerts", "xem trước cảnh báo"


R = Right
_EVERYONE = frozenset({R.ANYONE, R.SIGNED_IN, R.READ_ALERTS, R.READ_RULEBOOK})

RIGHTS: dict[Role, frozenset[Right]] = {
    Role.RECEPTION: _EVERYONE | {R.RECEIVE, R.REGISTER, R.READ, R.ATTACH, R.SEAL, R.TAKE_ENTRY_STEPS},
    Role.HANDLER: _EVERYONE
    | {
        R.RECEIVE,
        R.REGISTER,
        R.READ,
        R.READ_SECRET,
        R.TAKE_ENTRY_STEPS,
        R.TAKE_CASE_STEPS,
        R.ATTACH,
        R.SEAL,
        R.PREPARE_PUBLICATION,
    },
    Role.SETTLER: _EVERYONE | {R.READ, R.TAKE_CASE_STEPS, R.ATTACH, R.SEE_IDENTITY, R.PREPARE_PUBLICATION},
    Role.UNIT_HEAD: _EVERYONE
    | {
        R.READ,
        R.READ_SECRET,
        R.TAKE_ENTRY_STEPS,
        R.TAKE_CASE_STEPS,
        R.ASSIGN,
        R.ATTACH,
        R.SEAL,
        R.APPROVE_IDENTITY,
        R.DECIDE_FLAGS,
        R.READ_OPENINGS,
        R.KEEP_SCHEDULE,
        R.PUBLISH_SCHEDULE,
        R.PREPARE_PUBLICATION,
        R.APPROVE_PUBLICATION,
    },
    Role.AUTHORITY: _EVERYONE
    | {
        R.READ,
        R.READ_SECRET,
        R.TAKE_ENTRY_STEPS,
        R.TAKE_CASE_STEPS,
        R.ASSIGN,
        R.ATTACH,
        R.APPROVE_IDENTITY,
        R.DECIDE_FLAGS,
        R.MARK_HOTSPOT,
        R.READ_OPENINGS,
        R.PUBLISH_SCHEDULE,
        R.PREPARE_PUBLICATION,
        R.APPROVE_PUBLICATION,
    },
    Role.CLERK: _EVERYONE
    | {
        R.REGISTER,
        R.READ,
        R.ATTACH,
        R.TAKE_ENTRY_STEPS,
        R.TAKE_CASE_STEPS,
        R.KEEP_SCHEDULE,
        R.PUBLISH_SCHEDULE,
        R.PREPARE_PUBLICATION,
    },
    Role.BOARD_HEAD: _EVERYONE
    | {
        R.RECEIVE,
        R.REGISTER,
        R.READ,
        R.READ_SECRET,
        R.TAKE_ENTRY_STEPS,
        R.TAKE_CASE_STEPS,
        R.ASSIGN,
        R.ATTACH,
        R.SEAL,
        R.APPROVE_IDENTITY,
        R.DECIDE_FLAGS,
        R.MARK_HOTSPOT,
        R.READ_OPENINGS,
        R.KEEP_SCHEDULE,
        R.PUBLISH_SCHEDULE,
        R.PREPARE_PUBLICATION,
        R.APPROVE_PUBLICATION,
        R.FORESEE_ALERTS,
    },
    Role.LEADER: _EVERYONE | {R.READ, R.READ_SECRET, R.ASSIGN, R.MARK_HOTSPOT, R.PUBLISH_SCHEDULE},
    Role.JURIST: _EVERYONE | {R.CONFIRM_RULES},
    Role.INSPECTOR: _EVERYONE | {R.READ_JOURNAL, R.READ_OPENINGS},
    Role.DAN_VAN: _EVERYONE,
    Role.ADMIN: _EVERYONE
    | {
        R.MANAGE_PEOPLE,
        R.MANAGE_OFFICES,
        R.MANAGE_CALENDAR,
        R.MANAGE_LOCAL_RULES,
        R.MANAGE_ALERTS,
        R.FORESEE_ALERTS,
    },
}

OPEN_TO_ASSIGNED = frozenset({R.READ, R.READ_SECRET, R.TAKE_CASE_STEPS, R.ATTACH})
"""What an assignment opens on its one matter, whatever the scope of the role, if the role carries any of them."""


@dataclass(frozen=True, slots=True)
class Post:
    """A role held at an office; `path` names the office and its ancestors, ids parted by dots ("1.4.9.")."""

    role: Role
    office_id: int
    path: str


@dataclass(frozen=True, slots=True)
class Reader:
    """The person for whom a query is run: what they hold, and where."""

    user_id: int
    posts: tuple[Post, ...]

    @property
    def roles(self) -> frozenset[Role]:
        """Every role held anywhere."""
        return frozenset(post.role for post in self.posts)

    def may(self, right: Right) -> bool:
        """Whether any role carries the right."""
        return any(right in RIGHTS[post.role] for post in self.posts)

    def paths(self, right: Right) -> tuple[str, ...]:
        """The office paths under which the right is carried, without those inside another."""
        found = sorted({post.path for post in self.posts if right in RIGHTS[post.role]})
        return tuple(path for path in found if not any(path != other and path.startswith(other) for other in found))

    def may_at(self, right: Right, path: str) -> bool:
        """Whether the right is carried at an office, given by its path."""
        return any(path.startswith(held) for held in self.paths(right))

    def roles_at(self, path: str) -> frozenset[Role]:
        """The roles that reach an office: held at it or above it."""
        return frozenset(post.role for post in self.posts if path.startswith(post.path))

    def boards(self) -> frozenset[int]:
        """The offices through which passing makes a matter visible: where a board's roles are held."""
        return frozenset(post.office_id for post in self.posts if R.READ in RIGHTS[post.role])


def roles_with(right: Right, among: Iterable[Role] = Role) -> frozenset[Role]:
    """The roles that carry a right."""
    return frozenset(role for role in among if right in RIGHTS[role])

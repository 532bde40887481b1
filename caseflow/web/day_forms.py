"""The forms of reception days: what is announced of one, a schedule by a rule, who held it, a notice for many."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, time

from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length, Optional

from caseflow.law.facts import ASKS
from caseflow.law.grounds import in_force
from caseflow.law.schedule import LAST_WEEK, WEEKDAYS, Fallback, MissingDay, Rhythm, ScheduleRule
from caseflow.services.reception_days import DayPlan, Held, Host
from caseflow.services.steps import Paper
from caseflow.store.offices import find_office, offices_in_force
from caseflow.store.reception_days import ReceptionDay
from caseflow.web.access import today
from caseflow.web.fields import DayField, HourField, NameField, TicksField, WholeField, hour_in, hour_of
from caseflow.web.forms import PartForm
from caseflow.web.keyed import KeyedForm
from caseflow.web.step_forms import paper_fields, paper_of

WRITTEN_DAY = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}")
NUMBERS = re.compile(r"\d+")
MORNING = time(7, 30)
LATEST_DAY = 31
MOST_HOSTS = 4
MOST_SESSIONS = 8
PARTS = {"": "cả ngày", "sáng": "buổi sáng", "chiều": "buổi chiều"}
WHO = {"head": "người đứng đầu trực tiếp", "stand_in": "cấp phó tiếp thay"}
WEEKS = {"1": "tuần 1", "2": "tuần 2", "3": "tuần 3", "4": "tuần 4", "5": "tuần 5", str(LAST_WEEK): "tuần cuối"}


class HostForm(PartForm):
    """One body whose head receives, and how the head is announced."""

    office = StringField("Cơ quan")
    head = StringField("Chức vụ người tiếp", [Length(max=200)])


class PlanForm(KeyedForm):
    """What is announced of a day whenever it is."""

    starts_at = HourField("Giờ bắt đầu", [InputRequired("Cần ghi giờ bắt đầu.")], default=MORNING)
    afternoon_at = HourField("Buổi chiều từ", [Optional()])
    sites = TextAreaField(
        "Địa điểm",
        [InputRequired("Cần ghi địa điểm tiếp công dân."), Length(max=2000)],
        description="Mỗi dòng một nơi; dòng đầu là nơi người đứng đầu ngồi, các dòng sau kết nối trực tuyến",
    )
    participants = TextAreaField("Thành phần dự", [Length(max=3000)])
    content = TextAreaField("Nội dung dự kiến", [Length(max=3000)])

    def plan(self, hosts: Iterable[Host], facts: Mapping[str, object]) -> DayPlan:
        """What was typed, as the service takes it."""
        return DayPlan(
            hosts=list(hosts),
            starts_at=hour_in(self.starts_at),
            afternoon_at=hour_in(self.afternoon_at),
            sites=[line for line in (self.sites.data or "").splitlines() if line.strip()],
            participants=self.participants.data or "",
            content=self.content.data or "",
            facts=facts,
        )


def with_hosts(base: type[KeyedForm], running: Mapping[int, str]) -> type[KeyedForm]:
    """A form that also says which office runs the day, and which bodies' heads receive."""
    names = {office.id: office.name for office in offices_in_force(today())}
    host = type(
        "NamedHostForm",
        (HostForm,),
        {"office": NameField("Cơ quan", [Optional()], names=names, what="cơ quan")},
    )
    parts = {
        "office": NameField(
            "Cơ quan tổ chức", [InputRequired("Cần ghi cơ quan tổ chức ngày tiếp.")], names=running, what="cơ quan"
        ),
        "hosts": FieldList(FormField(host), min_entries=2, max_entries=MOST_HOSTS),
    }
    return type(f"Hosted{base.__name__}", (base,), parts)


def hosts_in(form: KeyedForm) -> list[Host]:
    """The bodies typed; a row left empty is none. A body without a post is refused by the service."""
    rows = [row.form for row in form["hosts"]]
    return [Host(find_office(row["office"].data), row["head"].data or "") for row in rows if row["office"].data]


def facts_in(form: KeyedForm) -> dict[str, object]:
    """What is special about the days: extraordinary, online, each with its ground."""
    told: dict[str, object] = {}
    for fact in ("extraordinary", "online"):
        if fact in form and form[fact].data:
            told |= {fact: "yes", f"{fact}_ground": form[f"{fact}_ground"].data or ""}
    return told


def _grounds(name: str) -> dict[str, str]:
    return {"": "chọn…", **{ground.code: ground.text for ground in in_force(ASKS[name].grounds, today())}}


class _Online(PlanForm):
    online = BooleanField("Tiếp trực tuyến")
    online_ground = SelectField(ASKS["online_ground"].label, [Optional()], validate_choice=False)

    def offer(self) -> None:
        """Offer the grounds of today."""
        for name in ("online_ground", "extraordinary_ground"):
            if name in self:
                self[name].choices = _grounds(name)


class OneDayForm(_Online):
    """One day by itself, extraordinary or not."""

    on = DayField("Ngày tiếp", [InputRequired("Cần ghi ngày tiếp (ngày/tháng/năm).")])
    planned_on = DayField("Ngày lập", [InputRequired("Cần ghi ngày lập.")])
    register_until = DayField("Công dân đăng ký đến hết ngày", [Optional()])
    extraordinary = BooleanField("Tiếp đột xuất")
    extraordinary_ground = SelectField(ASKS["extraordinary_ground"].label, [Optional()], validate_choice=False)


class ScheduleForm(_Online):
    """A rule as an office writes it, for a span of days."""

    first = DayField("Từ ngày", [InputRequired("Cần ghi ngày đầu.")])
    last = DayField("Đến ngày", [InputRequired("Cần ghi ngày cuối.")])
    planned_on = DayField("Ngày lập", [InputRequired("Cần ghi ngày lập.")])
    rhythm = RadioField(
        "Quy tắc", choices={one.value: one.label for one in Rhythm}, default=Rhythm.MONTHLY.value, validate_choice=True
    )
    days = TextAreaField("Các ngày", [Length(max=5000)], description="Ghi hoặc dán các ngày dạng 07/01/2026")
    month_days = StringField("Ngày trong tháng", [Length(max=60)], description="Một hoặc nhiều ngày, như 10, 25")
    weekdays = TicksField("Thứ", choices={str(n): name for n, name in enumerate(WEEKDAYS)})
    weeks = TicksField("Tuần trong tháng", choices=WEEKS)
    on_holiday = SelectField(
        "Trùng ngày nghỉ lễ", choices={one.value: one.label for one in Fallback}, default=Fallback.NEXT.value
    )
    on_weekend = SelectField(
        "Trùng ngày cuối tuần", choices={one.value: one.label for one in Fallback}, default=Fallback.NEXT.value
    )
    missing = SelectField(
        "Tháng không có ngày ấy", choices={one.value: one.label for one in MissingDay}, default=MissingDay.LAST.value
    )
    may_leave_month = BooleanField("Được dời sang tháng khác")
    on_made_up_saturday = BooleanField("Thứ Bảy làm bù cũng tiếp", default=True)
    register_days = WholeField(
        "Nhận đăng ký đến trước", [Optional()], description="Số ngày làm việc trước ngày tiếp; để trống nếu không nhận"
    )

    def validate_days(self, field: TextAreaField) -> None:
        """Every day typed is a day."""
        for words in WRITTEN_DAY.findall(field.data or ""):
            _day(words)

    def validate_month_days(self, field: StringField) -> None:
        """Every number typed is a day of some month."""
        if any(not 1 <= number <= LATEST_DAY for number in _numbers(field.data)):
            raise ValidationError("Ngày trong tháng từ 1 đến 31.")

    def rule(self) -> ScheduleRule:
        """The rule as the law floor reads it."""
        rhythm = Rhythm(self.rhythm.data)
        listed = rhythm is Rhythm.LISTED
        return ScheduleRule(
            rhythm=rhythm,
            days=tuple(_day(words) for words in WRITTEN_DAY.findall(self.days.data or "")) if listed else (),
            month_days=tuple(_numbers(self.month_days.data)) if rhythm is Rhythm.MONTHLY else (),
            weekdays=tuple(int(day) for day in self.weekdays.data or ())
            if rhythm in (Rhythm.WEEKLY, Rhythm.WEEKDAY_OF_MONTH)
            else (),
            weeks=tuple(int(week) for week in self.weeks.data or ()) if rhythm is Rhythm.WEEKDAY_OF_MONTH else (),
            on_holiday=Fallback.STAY if listed else Fallback(self.on_holiday.data),
            on_weekend=Fallback.STAY if listed else Fallback(self.on_weekend.data),
            missing=MissingDay(self.missing.data),
            may_leave_month=bool(self.may_leave_month.data),
            on_made_up_saturday=bool(self.on_made_up_saturday.data),
        )


def _day(words: str) -> date:
    number, month, year = (int(part) for part in NUMBERS.findall(words))
    try:
        return date(year, month, number)
    except ValueError:
        raise ValidationError(f"{words} không phải một ngày.") from None


def _numbers(words: str | None) -> list[int]:
    return sorted({int(number) for number in NUMBERS.findall(words or "")})


class AmendForm(PlanForm):
    """What of a day may change without moving it."""

    register_until = DayField("Công dân đăng ký đến hết ngày", [Optional()])
    amended = TextAreaField("Nội dung thay đổi, công bố nguyên văn", [Length(max=3000)])


def amending(day: ReceptionDay) -> dict[str, object]:
    """What the form of a change holds when it is opened."""
    names = ("participants", "content", "register_until")
    hours = {name: hour_of(getattr(day, name)) for name in ("starts_at", "afternoon_at")}
    return {name: getattr(day, name) for name in names} | hours | {"sites": "\n".join(day.sites)}


class SessionForm(PartForm):
    """Who held one part of a day."""

    office = SelectField("Của cơ quan", coerce=int, validate_choice=False)
    part = SelectField("Buổi", choices=PARTS, validate_choice=False)
    who = RadioField("Người tiếp", choices=WHO, default="head", validate_choice=False)
    held_by = StringField("Họ tên, chức vụ người đã tiếp", [Length(max=200)])
    document = StringField("Văn bản ủy quyền, phân công", [Length(max=200)])
    site = StringField("Địa điểm", [Length(max=300)])


class HoldForm(KeyedForm):
    """That a day was held, and by whom in each of its parts."""

    held = FieldList(FormField(SessionForm), min_entries=1, max_entries=MOST_SESSIONS)
    recording = StringField(ASKS["recording"].label, [Length(max=300)])

    def offer(self, day: ReceptionDay) -> None:
        """Offer the hosts of the day."""
        for row in self.held:
            row.form.office.choices = [(host.office_id, host.head) for host in day.hosts]

    def sessions(self) -> list[Held]:
        """The parts typed; a row without a name is none."""
        rows = [row.form for row in self.held]
        return [
            Held(
                office_id=row.office.data,
                by_head=row.who.data == "head",
                held_by=row.held_by.data or "",
                part=row.part.data if row.part.data in PARTS else "",
                site=row.site.data or "",
                document=row.document.data or "",
            )
            for row in rows
            if (row.held_by.data or "").strip()
        ]


class PublishForm(KeyedForm):
    """One notice for many planned days."""

    days = TicksField("Các ngày công bố", coerce=int)
    on = DayField("Ngày công bố", [InputRequired("Cần ghi ngày công bố.")])
    posted_at = StringField(
        ASKS["posted_at"].label,
        [InputRequired("Cần ghi nơi niêm yết, đăng tải."), Length(max=500)],
        default="Trụ sở Tiếp công dân; trang thông tin điện tử",
    )
    paper_number, paper_on, paper_signatory = paper_fields(required=False).values()

    def paper(self) -> Paper:
        """The notice."""
        return paper_of(self)

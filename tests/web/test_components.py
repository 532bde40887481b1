"""The macros of templates/components, tested like functions: values in, markup out."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace as Thing
from typing import Any

import pytest
from flask import Flask, get_template_attribute, render_template_string
from jinja2 import StrictUndefined
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    FileField,
    Form,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired

from caseflow.law.day_strip import DayStrip
from caseflow.law.terms import EntryStatus, PetitionKind
from caseflow.web.day_strips import MARKS

HOUSE = Path(__file__).resolve().parents[2]
TEMPLATES = HOUSE / "templates"
STATIC = HOUSE / "caseflow" / "web" / "static"
SCRIPT = "<script>alert(1)</script>"


class CompanionForm(Form):
    name = StringField("Người đi cùng", [InputRequired("Ghi tên người đi cùng.")])


class VisitForm(Form):
    """A form with one field of each sort the house uses."""

    full_name = StringField("Họ và tên", [InputRequired("Ghi họ và tên người đến.")])
    phone = StringField("Điện thoại")
    commune = StringField("Xã, phường")
    summary = TextAreaField("Tóm tắt vụ việc")
    born = DateField("Ngày sinh", format="%d/%m/%Y")
    kind = RadioField("Loại đơn", [InputRequired("Chọn loại đơn.")], choices={"1": "khiếu nại", "2": "tố cáo"})
    settled_by = SelectField("Cơ quan đã giải quyết", choices=["Chưa có", "UBND phường"])
    represented = BooleanField("Có người đại diện")
    paper = FileField("Tài liệu")
    draft = HiddenField()
    companions = FieldList(FormField(CompanionForm), "Người đi cùng")


@pytest.fixture(autouse=True)
def templates() -> Iterator[Flask]:
    """The template folder alone, with no room of the house behind it, strict about undefined names."""
    app = Flask(__name__, template_folder=str(TEMPLATES))
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.globals["csrf_token"] = lambda: "token-of-this-session"
    app.add_url_rule("/ra", "people.sign_out", methods=["POST"])
    app.add_url_rule("/tai-khoan", "people.account")
    with app.test_request_context():
        yield app


def component(file: str, macro: str) -> Any:  # noqa: ANN401 - a macro takes and gives what its comment says
    return get_template_attribute(f"components/{file}.html", macro)


def plain(markup: str) -> str:
    """The words a reader hears: markup without its tags, on one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def a_day(kind: str, number: str = "", reason: str = "") -> Thing:
    plain = {"mark": "", "today": False, "extra": False, "begins": False, "after_gap": False}
    return Thing(on_text="21/08", weekday="T6", number=number, kind=kind, reason=reason, **plain)


def a_move(what: str, *, until: str = "", url: str = "") -> Thing:
    return Thing(lead="Thêm thời gian", what=what, paper="Quyết định", who="thủ trưởng ký", until=until, url=url)


def a_clock(**changes: object) -> Thing:
    clock = {
        "label": "Thông báo thụ lý",
        "due_text": "03/09/2026",
        "left": "quá 3 ngày làm việc",
        "tone": "late",
        "share": 1.0,
        "rule": "07 ngày làm việc kể từ ngày nhận đơn 21/08/2026 · LKN Đ27",
        "provisional": False,
        "unconfirmed": False,
        "days": [],
        "sentences": [],
        "moves": [],
    }
    return Thing(**(clock | changes))


def a_visit_form(**values: str) -> VisitForm:
    form = VisitForm(MultiDict({"full_name": "Nguyễn Văn Bền", "kind": "1", "settled_by": "Chưa có"} | values))
    form.validate()
    return form


# status.html


@pytest.mark.parametrize("status", [EntryStatus.IN_CASE, EntryStatus.RECEIVED, PetitionKind.DENUNCIATION])
def test_a_status_tag_speaks_vietnamese(status: EntryStatus | PetitionKind) -> None:
    markup = component("status", "status_tag")(status)
    assert plain(markup) == status.label
    assert status.value not in markup


def test_tags_take_words_and_toned_words() -> None:
    markup = component("status", "tags")(["lần đầu", Thing(text="quá hạn", tone="overdue")])
    assert plain(markup) == "lần đầu quá hạn"
    assert "tag--overdue" in markup


@pytest.mark.parametrize("word", [SCRIPT, '" onmouseover="x'])
def test_what_a_person_typed_is_never_markup(word: str) -> None:
    written = [
        component("status", "tag")(word),
        component("table", "row")(word, word),
        component("table", "two")(word, word, word),
        component("facts", "facts")([(word, word)]),
        component("page", "page_head")(word, code=word, sub=word),
        component("clocks", "clock_bar")(
            a_clock(
                label=word,
                rule=word,
                left=word,
                days=[a_day("counted", word, word)],
                sentences=[word],
                moves=[a_move(word)],
            )
        ),
        component("timeline", "timeline")(
            [Thing(legal_date_text=word, recorded_text=word, by=word, title=word, body=word, document=word)]
        ),
        component("people", "parties")([Thing(name=word, role_label=word, note=word)]),
        component("steps", "next_steps")([Thing(label=word, document=word, basis=word, url=word)], [word]),
        component("forms", "field")(a_visit_form(full_name=word).full_name),
    ]
    assert not [markup for markup in written if word in markup]


# clocks.html


@pytest.mark.parametrize("tone", ["enough", "soon", "late", "paused", "done"])
def test_a_clock_says_in_words_what_its_colour_repeats(tone: str) -> None:
    markup = component("clocks", "clock_bar")(a_clock(tone=tone))
    assert "Hạn 03/09/2026 · quá 3 ngày làm việc" in plain(markup)
    assert f"clock--{tone}" in markup
    assert f"bar--{tone}" in markup


@pytest.mark.parametrize(("share", "width"), [(0, "0.0%"), (0.25, "25.0%"), (1, "100%"), (7.5, "100%"), (-1, "0%")])
def test_a_bar_never_leaves_its_track(share: float, width: str) -> None:
    markup = component("clocks", "bar")(share, "late")
    drawn = re.findall(r'class="bar__fill" width="([^"]+)"', markup)[0]
    assert float(drawn.rstrip("%")) == float(width.rstrip("%"))


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("start", "không tính"),
        ("counted", "được tính"),
        ("made_up", "làm bù, được tính"),
        ("skipped", "không tính"),
        ("paused", "tạm dừng, không tính"),
        ("added", "do được thêm ngày"),
        ("rolled", "ngày nghỉ, hạn dời tiếp"),
        ("due", "ngày đến hạn"),
        ("late", "quá hạn"),
        ("late_skipped", "quá hạn, ngày nghỉ"),
    ],
)
def test_every_day_of_the_strip_says_why_it_looks_so(kind: str, words: str) -> None:
    markup = component("clocks", "clock_bar")(a_clock(days=[a_day(kind, "7", "Quốc khánh")]))
    hidden = re.findall(r'<span class="visually-hidden">([^<]*)</span>\s*</li>', markup)
    assert len(hidden) == 1
    assert words in hidden[0]
    assert hidden[0].endswith("Quốc khánh")


def test_a_day_without_a_number_shows_none_and_a_gap_is_shown() -> None:
    day = a_day("late", "", "quá 12 ngày")
    day.after_gap = True
    markup = component("clocks", "day_strip")([a_day("due", "7"), day])
    assert "None" not in markup
    assert plain(markup).count("…") == 1


def test_the_strip_knows_every_kind_of_day_the_law_names() -> None:
    for kind in DayStrip:
        assert f"day--{kind.value}" in component("clocks", "day_strip")([a_day(kind)])


def test_the_legend_explains_only_the_squares_that_are_there() -> None:
    markup = component("clocks", "day_strip")([a_day("counted"), a_day("counted"), a_day("due")])
    assert re.findall(r'<span class="day day--(\w+)">', markup) == ["counted", "due"]


def test_a_date_that_may_change_is_marked() -> None:
    clock_bar = component("clocks", "clock_bar")
    assert "lịch tạm tính" in plain(clock_bar(a_clock(provisional=True)))
    assert "căn cứ chưa được cán bộ pháp chế xác nhận" in plain(clock_bar(a_clock(unconfirmed=True)))
    assert "lịch tạm tính" not in plain(clock_bar(a_clock()))


def test_a_clock_without_an_explanation_offers_none() -> None:
    clock_bar = component("clocks", "clock_bar")
    assert "Vì sao là ngày này?" not in clock_bar(a_clock())
    assert "Vì sao là ngày này?" in clock_bar(a_clock(sentences=["Ngày nhận không tính."]))


def test_what_can_still_be_done_stands_under_the_explanation() -> None:
    clock_bar = component("clocks", "clock_bar")
    [one, other] = a_move("gia hạn", until="đến hết 01/10/2026", url="/gia-han"), a_move("đình chỉ")
    markup = clock_bar(a_clock(moves=[one, other]))
    assert markup.count("<li>") == 2
    assert 'Thêm thời gian:</b> <a href="/gia-han">gia hạn</a> · đến hết 01/10/2026' in markup
    assert '<a href="">' not in markup


def test_a_late_clock_tells_why_and_a_moved_one_from_what_to_what() -> None:
    clock_bar = component("clocks", "clock_bar")
    told = plain(clock_bar(a_clock(lateness=Thing(paragraph="Đến nay quá 3 ngày."), sentences=["x"])))
    assert "Vì sao quá hạn? (Thông báo thụ lý) Đến nay quá 3 ngày." in told
    assert "Vì sao quá hạn?" not in clock_bar(a_clock(sentences=["x"]))
    assert "Hạn cũ → mới." in plain(clock_bar(a_clock(sentences=["x"], shifts=["Hạn cũ → mới."])))


def test_kinds_of_days_differ_without_colour() -> None:
    """What a square shows, its marks and its borders, apart from every colour."""
    css = (STATIC / "components.css").read_text(encoding="utf-8")
    kinds = [kind.value for kind in DayStrip] + ["late_skipped"]
    looks = {}
    for kind in kinds:
        rules = re.findall(rf"[^{{}}]*\.day--{kind} \.day__square[^{{}}]*\{{([^}}]*)\}}", css)
        shape = sorted(re.findall(r"\d+px|solid|dotted|dashed|double|gradient|\d+deg|color: #fff", " ".join(rules)))
        number = {"late": "+1", "late_skipped": "+1", "start": "0"}.get(kind, "7")  # of the due day too, if it counts
        extra = ["double"] if kind == "added" else []
        looks[kind] = (
            (MARKS.get(DayStrip(kind)) if kind in {"skipped", "paused", "rolled"} else None) or number,
            tuple(shape + extra),
        )
    assert len(set(looks.values())) == len(looks), looks


def test_a_badge_may_carry_its_date() -> None:
    due_badge = component("clocks", "due_badge")
    assert plain(due_badge(a_clock())) == "quá 3 ngày làm việc"
    assert plain(due_badge(a_clock(), show_date=True)) == "03/09/2026 · quá 3 ngày làm việc"


# forms.html


def test_an_error_stands_at_its_field_and_the_field_points_to_it() -> None:
    markup = component("forms", "field")(a_visit_form(full_name="").full_name)
    assert re.search(r'id="full_name-error">.*Ghi họ và tên người đến\.', markup)
    assert 'aria-describedby="full_name-error"' in markup
    assert 'aria-invalid="true"' in markup


def test_a_field_without_error_is_not_marked() -> None:
    markup = component("forms", "field")(a_visit_form().full_name)
    assert "aria-invalid" not in markup
    assert "-error" not in markup


def test_help_and_error_are_both_read_out() -> None:
    markup = component("forms", "field")(a_visit_form(full_name="").full_name, help="Như trên căn cước.", article="Đ9")
    assert 'aria-describedby="full_name-help full_name-error"' in markup
    assert 'id="full_name-help"' in markup
    assert "Như trên căn cước. Đ9" in plain(markup)


def test_only_a_field_that_may_stay_empty_says_so() -> None:
    field = component("forms", "field")
    form = a_visit_form()
    assert plain(field(form.phone)) == "Điện thoại (không bắt buộc)"
    assert plain(field(form.full_name)) == "Họ và tên"


@pytest.mark.parametrize("name", ["full_name", "phone", "summary", "born", "settled_by", "represented", "paper"])
def test_every_control_has_its_label(name: str) -> None:
    markup = component("forms", "field")(a_visit_form()[name])
    assert f'for="{name}"' in markup
    assert f'id="{name}"' in markup


def test_radio_buttons_stand_in_a_named_group() -> None:
    markup = component("forms", "field")(a_visit_form(kind="").kind)
    assert markup.count('type="radio"') == 2
    assert "<legend" in markup
    assert 'role="radiogroup" aria-invalid="true" aria-describedby="kind-error"' in markup


def test_a_date_is_typed_as_the_office_writes_it() -> None:
    markup = component("forms", "field")(a_visit_form(born="01/02/1960").born)
    assert 'type="text"' in markup
    assert 'inputmode="numeric"' in markup
    assert 'value="01/02/1960"' in markup


def test_suggestions_are_offered_while_typing() -> None:
    markup = component("forms", "field")(a_visit_form().commune, suggestions=["Phường Đông Hà", "Xã Hải Lăng"])
    assert 'list="commune-list"' in markup
    assert '<datalist id="commune-list">' in markup
    assert '<option value="Xã Hải Lăng">' in markup


def test_hidden_fields_carry_no_label() -> None:
    form = a_visit_form(draft="7")
    assert plain(component("forms", "hidden_fields")(form)) == ""
    assert 'value="7"' in component("forms", "hidden_fields")(form)
    assert "full_name" not in component("forms", "hidden_fields")(form)


def test_the_summary_links_each_error_to_its_field() -> None:
    form = a_visit_form(**{"full_name": "", "kind": "", "companions-0-name": ""})
    markup = component("forms", "error_summary")(form)
    assert re.findall(r'href="#([^"]+)"', markup) == ["full_name", "kind-0", "companions-0-name"]
    assert 'role="alert"' in markup
    assert "Ghi tên người đi cùng." in markup


def test_the_summary_of_a_good_form_is_silent() -> None:
    assert plain(component("forms", "error_summary")(a_visit_form())) == ""


def test_a_refusal_of_the_law_stands_in_the_summary_with_its_article() -> None:
    refusal = Thing(sentence="Chưa thụ lý thì chưa được ra quyết định.", basis="LKN Đ27")
    assert "Chưa thụ lý thì chưa được ra quyết định. LKN Đ27" in plain(
        component("forms", "error_summary")(refusal=refusal)
    )


def test_a_form_page_leaves_the_checks_to_the_server() -> None:
    page = """{% from "components/forms.html" import form_page, actions, submit %}
        {% call form_page(form, action="/luu", files=true) %}
        {{ submit("Lưu", name="then", value="print") }}{% endcall %}"""
    markup = render_template_string(page, form=a_visit_form())
    assert 'method="post" action="/luu" enctype="multipart/form-data" novalidate' in markup
    assert '<button class="btn btn-primary" type="submit" name="then" value="print">Lưu</button>' in markup


# table.html, facts.html, steps.html, timeline.html, people.html, charts.html


def test_a_table_has_a_caption_and_each_row_its_heading() -> None:
    page = """{% from "components/table.html" import table, row, num, num_heading %}
        {% call table("Đơn quá hạn", ["Số đơn", num_heading("Người"), ""]) %}
        {{ row("Đ-1", num(3, "/ds"), "", tone="late") }}{{ row("Đ-2", num(4), "") }}{% endcall %}"""
    markup = render_template_string(page)
    assert '<caption class="visually-hidden">Đơn quá hạn</caption>' in markup
    assert markup.count('<th scope="row">') == 2
    assert markup.count('<th scope="col">') == 2
    assert markup.count("edge--late") == 1
    assert '<a class="num" href="/ds">3</a>' in markup


def test_an_empty_list_says_how_to_begin() -> None:
    markup = component("table", "empty")("Chưa có đơn nào.", "/don/moi", "Vào sổ đơn mới")
    assert plain(markup) == "Chưa có đơn nào. Vào sổ đơn mới"
    assert "<a" not in component("table", "empty")("Chưa có đơn nào.")


def test_a_pager_offers_only_the_ways_there_are() -> None:
    pager = component("table", "pager")
    assert plain(pager("/2", None)) == "Trang sau"
    assert plain(pager(None, "/1", "51–60 trong 60 đơn")) == "Trang trước 51–60 trong 60 đơn"
    assert plain(pager()) == ""


def test_a_missing_fact_is_said_and_zero_is_a_fact() -> None:
    assert plain(component("facts", "facts")([("Điện thoại", ""), ("Số người", 0)])) == "Điện thoại chưa ghi Số người 0"


def test_the_numbers_of_the_day_are_links() -> None:
    markup = component("facts", "numbers")([Thing(words="4", label="quá hạn", url="/qua-han", tone="late")])
    assert '<a class="number number--late" href="/qua-han">' in markup
    assert "<b>4</b>" in markup


def test_the_steps_say_why_an_expected_one_is_missing() -> None:
    step = Thing(label="thụ lý", document="Mẫu 03", basis="LKN Đ27", url="/buoc/thu-ly", primary=True)
    markup = component("steps", "next_steps")([step], ["Chưa thụ lý thì chưa được ra quyết định."])
    assert "thụ lý Mẫu 03 · LKN Đ27" in plain(markup)
    assert "Chưa thụ lý thì chưa được ra quyết định." in markup
    assert "step--primary" in markup
    assert "Không còn bước nào ở đây." in component("steps", "next_steps")([])


def test_the_history_puts_the_legal_date_first_and_marks_what_was_corrected() -> None:
    event = Thing(
        legal_date_text="21/08/2026",
        recorded_text="lúc 08:40 24/08/2026",
        by="Lê Thị Hạnh",
        title="Tiếp nhận",
        body="đơn tại trụ sở",
        document="Biên nhận 0981",
        superseded=True,
        late_entry=True,
    )
    words = plain(component("timeline", "timeline")([event]))
    assert words.startswith("21/08/2026 · ghi lúc 08:40 24/08/2026, Lê Thị Hạnh ghi muộn đã được sửa bằng bước khác")
    assert words.endswith("Tiếp nhận: đơn tại trụ sở Biên nhận 0981")


def test_a_sealed_party_shows_no_name() -> None:
    denouncer = Thing(name="Trần Thị Kín", role_label="người tố cáo", sealed=True, url="/nguoi/7")
    markup = component("people", "parties")([denouncer])
    assert "Trần Thị Kín" not in markup
    assert "/nguoi/7" not in markup
    assert "Giữ bí mật họ tên người tố cáo" in plain(markup)


def test_a_chart_has_the_same_numbers_in_a_table() -> None:
    points = [Thing(label="10/2026", value=0), Thing(label="11/2026", value=133, url="/ds")]
    markup = component("charts", "bars")(points, "Đơn nhận")
    assert markup.count("<rect") == 2
    assert '<a class="num" href="/ds">133</a>' in markup


# base.html, errors, mail


def a_page(me: object, **context: object) -> str:
    nav = [Thing(label="Hôm nay", url="/", current=True, count=5), Thing(label="Đơn", url="/don", current=False)]
    page = """{% extends "base.html" if me else "layout_public.html" %}
        {% block content %}nội dung{% endblock %}{% block aside %}{{ aside }}{% endblock %}"""
    return render_template_string(page, **({"me": me, "nav": nav, "is_demo": False, "aside": ""} | context))


OFFICER = Thing(
    name="Lê Thị Hạnh", role_label="Cán bộ", office_name="Ban Tiếp công dân tỉnh", parent_office_name="Văn phòng"
)


def test_a_page_says_whose_desk_it_is_and_lets_its_owner_leave() -> None:
    markup = a_page(OFFICER)
    assert '<html lang="vi">' in markup
    assert "Ban Tiếp công dân tỉnh Văn phòng Hôm nay 5 việc đang chờ Đơn" in plain(markup)
    assert re.search(
        r'<form method="post" action="/ra">\s*<input type="hidden" name="csrf_token" value="token-of-', markup
    )
    assert markup.count('aria-current="page"') == 1


def test_a_demo_says_so_on_every_page() -> None:
    ribbon = "Bản thực hành: người và việc đều hư cấu, cứ ghi thử"
    for me in (OFFICER, None):
        assert ribbon in a_page(me, is_demo=True)
        assert ribbon not in a_page(me)


def test_the_narrow_column_is_there_only_when_something_stands_in_it() -> None:
    assert "desk__side" not in a_page(OFFICER)
    assert "desk--aside" in a_page(OFFICER, aside="bước tiếp theo")


def test_a_visitor_is_offered_no_sign_out() -> None:
    assert "Đăng xuất" not in a_page(None)


def test_a_refusal_page_names_the_article_and_the_way_back() -> None:
    page = render_template_string(
        '{% include "errors/refusal.html" %}',
        me=None,
        refusal=Thing(sentence="Chưa được ra quyết định.", basis="LKN Đ27"),
        back_url="/vu-viec/7",
        back_label="Về vụ việc",
    )
    assert "<title>Chưa thực hiện được</title>" in page
    assert "Chưa được ra quyết định. Căn cứ: LKN Đ27 Không có gì thay đổi trong hồ sơ. Về vụ việc" in plain(page)


# What the content security policy asks of every file


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_no_template_needs_an_inline_style_or_script(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r'\sstyle="|<style|\son\w+="|javascript:', text)
    assert not re.search(r"<script(?![^>]* src=)", text)


def test_the_style_asks_no_other_house_for_anything() -> None:
    for sheet in STATIC.glob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        assert "sourceMappingURL" not in text
        asked = [url.strip("\"'") for url in re.findall(r"url\(([^)]+)\)", text)]
        assert [url for url in asked if not url.startswith("data:") and not (STATIC / url).is_file()] == []


def test_the_copies_of_others_work_are_the_ones_that_were_written_down() -> None:
    written = re.findall(
        r"^  ([0-9a-f]{64})  (\S+)$", (STATIC / "VENDOR.txt").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert {name for _, name in written} >= {f"fonts/{font.name}" for font in (STATIC / "fonts").glob("*.woff2")}
    assert [
        name for digest, name in written if hashlib.sha256((STATIC / name).read_bytes()).hexdigest() != digest
    ] == []


def test_markup_made_by_a_macro_may_stand_in_another() -> None:
    tag = component("status", "tag")("quá hạn", "late")
    assert isinstance(tag, Markup)
    assert tag in component("table", "row")("Đ-1", tag)

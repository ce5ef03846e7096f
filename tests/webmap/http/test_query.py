"""Query parameters: what is read, and what is refused, all of it at once."""

import datetime as dt

import pytest
from werkzeug.datastructures import MultiDict

from geodata.figures.filters import Filter
from webmap.http import query as params
from webmap.http.query import BadParameters

CITY = dt.timezone(dt.timedelta(hours=7))


def ask(query, names=params.LAYER, **options):
    pairs = [tuple(part.split("=", 1)) for part in query.split("&")] if query else []
    return params.read(MultiDict(pairs), names, **options)


def refused(query, names=params.LAYER):
    with pytest.raises(BadParameters) as caught:
        ask(query, names)
    return [(p.parameter, p.value, p.reason) for p in caught.value.problems]


def test_read_nothing_given_is_all_default():
    question = ask("")
    assert question.values == {}
    assert (question.as_of, question.filter) == (None, Filter())
    assert (question.filter.late, question.filter.unit, question.filter.q) == (None, (), "")


def test_read_lists_repeated_or_with_commas():
    question = ask("unit=29905@2013,29911@2013&unit=29905@2013&sector=transport")
    assert question.filter.unit == ("29905@2013", "29911@2013")
    assert question.filter.sector == ("transport",)
    assert question.key() == ask("sector=transport&unit=29905@2013&unit=29911@2013").key()


def test_read_empty_values_are_none_given():
    assert ask("unit=&q=&as_of=&late=").values == {}
    assert ask("as_of=&as_of=2024-01-01").as_of == dt.date(2024, 1, 1)
    assert ask("unit=,").values == {}


@pytest.mark.parametrize(
    ("text", "value"), [("true", True), ("1", True), ("false", False), ("0", False)]
)
def test_read_flags(text, value):
    assert ask(f"late={text}").filter.late is value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2024-12-31", dt.date(2024, 12, 31)),
        ("2024-12-31T10:00:00", dt.datetime(2024, 12, 31, 10, tzinfo=CITY)),
        ("2024-12-31T10:00:00+07:00", dt.datetime(2024, 12, 31, 10, tzinfo=CITY)),
        ("2024-12-31T10:00:00 07:00", dt.datetime(2024, 12, 31, 10, tzinfo=CITY)),
        ("2024-12-31T10:00:00Z", dt.datetime(2024, 12, 31, 10, tzinfo=dt.UTC)),
        ("2024-12-31T10:00:00.250Z", dt.datetime(2024, 12, 31, 10, 0, 0, 250000, tzinfo=dt.UTC)),
    ],
)
def test_read_known_at(text, value):
    assert ask(f"known_at={text}").known_at == value


@pytest.mark.parametrize(
    "text",
    [
        "2024-02-30", "0000-01-01", "99999-1-1", "2024-1-1", "31/12/2024", "2013-10-13",
        "2101-01-01", "today", "2024-01-01T00:00", "２０２４-01-01", "-2024-01-01", "1e5",
    ],
)  # fmt: skip
def test_read_day_refused(text):
    assert [(name, value) for name, value, _ in refused(f"as_of={text}")] == [("as_of", text)]


@pytest.mark.parametrize(
    "text",
    [
        "2024-02-30", "now", "1700000000", "2024-01-01T25:00", "2024-01-01T10:00:00+99:00",
        "0001-01-01", "9999-12-31T23:59:59-12:00", "2024-W01-1", "20240101",
    ],
)  # fmt: skip
def test_read_known_at_refused(text):
    assert [name for name, _, _ in refused(f"known_at={text}")] == ["known_at"]


def test_read_box():
    assert ask("bbox=105.6,10.2,105.8,10.4").filter.bbox == (105.6, 10.2, 105.8, 10.4)
    assert ask("bbox=105.7,10.3,105.7,10.3").filter.bbox == (105.7, 10.3, 105.7, 10.3)


@pytest.mark.parametrize(
    "text",
    [
        "nan,10,106,11", "inf,10,106,11", "105,10,-inf,11", "106,10,105,11", "105,11,106,10",
        "105,10,106", "105,10,106,11,12", "a,b,c,d", "105,,106,11", "181,10,182,11",
        "10,91,11,92", "1e400,1,2,3", "105;10;106;11", f"{'9' * 5000},1,2,3", ",,,",
    ],
)  # fmt: skip
def test_read_box_refused(text):
    assert [name for name, _, _ in refused(f"bbox={text}")] == ["bbox"]


def test_read_names_every_problem_with_what_is_allowed():
    with pytest.raises(BadParameters) as caught:
        ask("as_of=2024-02-30&late=maybe&status=building&nope=1&q=" + "x" * 10_000)
    problems = {p.parameter: p for p in caught.value.problems}
    assert set(problems) == {"as_of", "late", "status", "nope", "q"}
    assert problems["as_of"].reason == "không có ngày này trong lịch"
    assert problems["as_of"].allowed == ("2013-10-14…2100-12-31",)
    assert problems["late"].allowed == ("true", "1", "false", "0")
    assert problems["status"].allowed[0] == "identification"
    assert len(problems["status"].allowed) == 7
    assert "as_of" in problems["nope"].allowed
    assert len(problems["q"].value) == 200
    assert str(caught.value) == "Có tham số chưa đúng: as_of, late, status, nope, q."


def test_read_scalar_given_twice_is_refused():
    assert refused("as_of=2024-01-01&as_of=2024-01-02") == [
        ("as_of", "2024-01-01,2024-01-02", "chỉ được có một giá trị")
    ]


@pytest.mark.parametrize("text", ["a\x00b", "\ud800", "x\x1f", "\x7f"])
def test_read_control_characters_are_refused(text):
    assert [(name, reason) for name, _, reason in refused(f"q={text}")] == [
        ("q", "có ký tự không in được (thường do dán từ tệp khác)")
    ]
    assert [name for name, _, _ in refused(f"unit={text}")] == ["unit"]


def test_read_too_many_values_are_refused():
    assert refused("unit=" + ",".join(str(n) for n in range(51)))[0][2] == "nhiều giá trị quá"


def test_read_page_passes_over_what_it_does_not_know():
    question = ask("fbclid=1&status=completion", params.PAGE, strict=False)
    assert question.values == {"status": ("completion",)}


def test_question_filter_holds_only_what_was_asked():
    chosen = ask("unit=29905@2013&late=true&bbox=1,2,3,4&as_of=2024-01-01").filter
    assert chosen.unit == ("29905@2013",)
    assert chosen.late is True
    assert chosen.bbox == (1.0, 2.0, 3.0, 4.0)

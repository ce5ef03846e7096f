"""What the annexes tell: which rows of the period, which decision, what came of a kiến nghị."""

import datetime as dt

import pytest

from geodata.projects import describing
from geodata.reviews import canonical, digest_of, preparing, register
from tests import factories
from tests.geodata.reviews.frozen_reviews import ABOUT, SECRETARY
from tests.webmap.documents.sparse import review_of, told_in_vietnamese
from webmap.documents import curves
from webmap.documents.annexes import tables
from webmap.documents.frozen import Frozen
from webmap.documents.report import report
from webmap.documents.slides import slides

JANUARY = dt.date(2025, 1, 31)
NEXT = {
    "name": "Báo cáo năm 2025", "period_from": dt.date(2025, 1, 1),
    "period_to": dt.date(2025, 12, 31), "as_of": dt.date(2025, 11, 30),
}  # fmt: skip


@pytest.fixture
def store(templates):
    with told_in_vietnamese(templates) as made:
        yield made


def column(table, key):
    place = [column.key for column in table.columns].index(key)
    return [getattr(row[place], "value", row[place]) for row in table.rows]


def keys(table):
    return [column.key for column in table.columns]


def contributions_on(store, *days):
    with store.writing() as session:
        for number, day in enumerate(days):
            unit = "29905@2013" if day < dt.date(2025, 7, 1) else "29905@2025"
            given = {"effective_on": day, "unit": unit, "value": 10**number}
            factories.a_contribution(session, f"DG-{day}", **given)


def test_a_period_ends_with_its_last_day_when_figures_close_later(store):
    contributions_on(store, dt.date(2023, 12, 31), dt.date(2024, 1, 1), dt.date(2024, 12, 31),
             dt.date(2025, 1, 5))  # fmt: skip
    table = tables.contributions(review_of(store, ABOUT | {"as_of": JANUARY}))
    assert column(table, "total") == [110]
    assert table.note == "Từ ngày 01/01/2024 đến ngày 31/12/2024."


def test_december_is_told_in_the_next_report_and_nothing_twice(store):
    contributions_on(store, dt.date(2024, 11, 30), dt.date(2024, 12, 1), dt.date(2025, 1, 1),
             dt.date(2025, 12, 1))  # fmt: skip
    first, second = review_of(store, ABOUT), review_of(store, ABOUT | NEXT)
    assert column(tables.contributions(first), "total") == [1]
    table = tables.contributions(second)
    assert column(table, "total") == [110]
    assert table.note == "Từ ngày 01/12/2024 đến ngày 30/11/2025."


def test_what_was_recorded_after_the_last_freeze_is_told_in_the_next_report(store):
    november, october = dt.date(2024, 11, 20), dt.date(2024, 10, 1)
    contributions_on(store, october)
    review_of(store, ABOUT)
    with store.writing() as session:
        factories.a_contribution(session, "DG-MUON", effective_on=november, value=500)
        factories.a_contribution(session, "DG-XUA", effective_on=dt.date(2023, 12, 1), value=7_000)
    second = review_of(store, ABOUT | NEXT)
    assert second.review["told_late"] == {
        "contributions": ["DG-MUON"], "awards": [], "disbursements": [],
    }  # fmt: skip
    table = tables.contributions(second)
    assert column(table, "total") == [500]
    assert table.note == (
        "Từ ngày 01/12/2024 đến ngày 30/11/2025. "
        "Kể cả 1 dòng trước đó, ghi nhận sau khi kỳ trước đã chốt."
    )
    after = {name: NEXT[name].replace(2026) for name in ("period_from", "period_to")}
    third = review_of(store, ABOUT | NEXT | after | {"as_of": dt.date(2026, 10, 31)})
    assert not any(third.review["told_late"].values())
    assert tables.contributions(third).rows == []


def test_an_own_review_does_not_take_what_another_office_left_out(store):
    contributions_on(store, dt.date(2024, 10, 1))
    other = review_of(store, ABOUT | {"office": "29902@2013", "kind": "own"})
    own = ABOUT | NEXT | {"office": "29905@2013", "kind": "own", "against": other.code}
    told = review_of(store, own).review
    assert (told["counted_from"], told["told_late"]) == ("2024-12-01", {})
    whole = review_of(store, ABOUT)
    own = own | {"against": whole.code, "as_of": dt.date(2025, 11, 29)}
    told = review_of(store, own).review
    assert (told["counted_from"], told["told_late"]["contributions"]) == ("2024-12-01", [])


def test_a_body_of_an_older_release_counts_from_its_period(store):
    review_of(store, ABOUT)
    second = review_of(store, ABOUT | NEXT)
    del second.data["review"]["counted_from"]
    assert second.counted == (dt.date(2025, 1, 1), dt.date(2025, 11, 30))


@pytest.mark.parametrize(
    ("kinds", "told"),
    [
        (("policy",), "1/QĐ 01/02/2024"),
        (("policy", "approval"), "2/QĐ 01/03/2024"),
        (("approval", "adjustment"), "2/QĐ 01/03/2024"),
        (("approval", "adjustment", "policy"), "2/QĐ 01/03/2024"),
        (("adjustment", "approval"), "2/QĐ 01/03/2024"),
        ((), ""),
    ],
)
def test_the_decision_in_force_is_cited(store, kinds, told):
    with store.writing() as session:
        factories.a_project(session)
        for number, kind in enumerate(kinds, 1):
            decided = {
                "effective_on": dt.date(2024, number + 1, 1), "kind": kind,
                "number": f"{number}/QĐ", "illustrative": [],
            }  # fmt: skip
            describing.append(session, factories.OWNER, "decision", "DUONG-THU", decided)
    assert column(tables.projects(review_of(store, ABOUT)), "decision") == [told]


def asked(**changes):
    return {
        "effective_on": dt.date(2023, 6, 1), "kind": "petition", "raised_by": "29905@2013",
        "raised_on": dt.date(2023, 6, 1), "project": None, "text": "Xin thêm vốn",
        "addressed_to": None, "due_on": None,
    } | changes  # fmt: skip


def settled(session, day, **changes):
    code = register.petition(session, SECRETARY, asked())
    done = asked(effective_on=day, done_on=day, **changes)
    register.petition(session, SECRETARY, done, code)
    return code


def test_what_was_settled_in_the_period_is_told(store):
    with store.writing() as session:
        before = settled(session, dt.date(2023, 9, 1))
        within = settled(session, dt.date(2024, 8, 1))
        waiting = register.petition(session, SECRETARY, asked())
    frozen = review_of(store, ABOUT)
    table = tables.petitions(frozen)
    assert set(table.ids) == {within, waiting}
    assert before not in table.ids
    assert table.note == "Còn mở, hoặc nêu ra hay xong từ ngày 01/01/2024 đến ngày 30/11/2024."
    (slide,) = [slide for slide in slides.slides(frozen) if slide.key == "petitions"]
    assert set(slide.tables[0].ids) == {within, waiting}


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ({}, "Chưa có trả lời"),
        ({"answer": "Đã bố trí"}, "Đã bố trí"),
        ({"answer": "Đã bố trí", "answer_number": "12/UBND"}, "12/UBND: Đã bố trí"),
        ({"done_on": "2024-08-01"}, "Đã xong ngày 01/08/2024"),
        (
            {"answer": "Đã bố trí.", "answer_number": "12/UBND", "done_on": "2024-08-01"},
            "12/UBND: Đã bố trí. Đã xong ngày 01/08/2024",
        ),
    ],
)
def test_an_answer_keeps_its_number_and_words_when_it_is_done(store, item, told):
    nothing = dict.fromkeys(("answer", "answer_number", "done_on"))
    assert tables.answer(nothing | item) == told


def paid_until_january(store):
    with store.writing() as session:
        factories.a_project(session)
        factories.a_project(session, "DUONG-HAI")
        factories.a_project(session, "DUONG-BA")
        factories.a_plan(session)
        factories.a_plan(session, "DUONG-HAI", amount=100_000_000)
        factories.a_payment(session)
        january = dt.date(2025, 1, 1)
        factories.a_payment(session, month=january, effective_on=JANUARY, amount=150_000_000)


def frozen_with_estimates(store, as_of):
    with store.writing() as session:
        code = preparing.set_up(session, SECRETARY, ABOUT | {"as_of": as_of}).code
        preparing.estimate(session, SECRETARY, code, "DUONG-THU", 280_000_000, 75)
    return review_of(store, None, code)


def test_figures_of_january_speak_of_the_year_that_is_paid_until_then(store):
    paid_until_january(store)
    frozen = frozen_with_estimates(store, JANUARY)
    assert (frozen.year, frozen.year_is_open) == (2024, False)
    table = tables.projects(frozen)
    titles = [column.title for column in table.columns]
    assert "Kế hoạch vốn 2024" in titles
    assert "Giải ngân đến 31/01/2025" in titles
    assert "estimate" not in keys(table)
    assert table.note == ""
    assert column(table, "disbursed_year")[table.ids.index("DUONG-THU")] == 250_000_000
    chart = curves.disbursement(frozen)
    assert (chart.categories[0], chart.categories[-2:]) == ("01/2024", ["12/2024", "01/2025"])
    assert chart.series[0].values[-3:] == [100, 100, 250]
    (slide,) = [slide for slide in slides.slides(frozen) if slide.key == "capital"]
    assert slide.title == "Vốn và giải ngân 2024"
    assert [item.title for item in slide.numbers] == [
        "Kế hoạch vốn 2024", "Giải ngân đến 31/01/2025", "Tỷ lệ giải ngân",
    ]  # fmt: skip
    (capital,) = [s for s in report.report(frozen).sections if s.heading.startswith("2. Vốn")]
    assert capital.paragraphs == [
        "Kế hoạch vốn năm 2024: 400 triệu đồng; giải ngân đến ngày 31/01/2025: 250 triệu đồng, "
        "đạt 62,5%."
    ]


def test_an_estimate_tells_of_how_many_projects_it_is(store):
    paid_until_january(store)
    frozen = frozen_with_estimates(store, dt.date(2024, 11, 30))
    table = tables.projects(frozen)
    assert table.note == (
        "Số liệu đến hết tháng 03/2024. Số ước đến 31/01/2025 là của 1/2 dự án có vốn trong năm."
    )
    at = table.ids.index("DUONG-THU")
    assert column(table, "estimate")[at] == 280_000_000
    assert column(table, "expected")[at] == 75
    assert "Ước tiến độ hết 2024 (%)" in [column.title for column in table.columns]
    (slide,) = [slide for slide in slides.slides(frozen) if slide.key == "capital"]
    expected = slide.numbers[-1]
    assert (expected.title, expected.note) == ("Ước đến 31/01/2025", "của 1/2 dự án có vốn")
    (capital,) = [s for s in report.report(frozen).sections if s.heading.startswith("2. Vốn")]
    assert capital.paragraphs[1] == "Số liệu đến hết tháng 03/2024."
    assert capital.paragraphs[2] == (
        "Ước giải ngân đến 31/01/2025 của 1/2 dự án có vốn trong năm: 280 triệu đồng."
    )


def test_nobody_estimated_progress_no_column(store):
    paid_until_january(store)
    table = tables.projects(review_of(store, ABOUT))
    assert "expected" not in keys(table)
    assert table.note == "Số liệu đến hết tháng 03/2024."


def test_no_capital_no_sentence_of_it(store):
    with store.writing() as session:
        factories.a_project(session)
    frozen = review_of(store, ABOUT)
    (capital,) = [s for s in report.report(frozen).sections if s.heading.startswith("2. Vốn")]
    assert (capital.paragraphs, capital.open_) == ([report.OPEN], True)


def test_the_annex_of_contributions_is_named_only_where_it_is(store):
    contributions_on(store, dt.date(2023, 5, 1))
    (told,) = _contributions(review_of(store, ABOUT))
    assert "Phụ lục 2" not in told
    assert "trong kỳ không có đóng góp mới" in told
    contributions_on(store, dt.date(2024, 5, 1))
    (told,) = _contributions(review_of(store, ABOUT))
    assert told.endswith("(trong kỳ: Phụ lục 2).")


def _contributions(frozen):
    (section,) = [s for s in report.report(frozen).sections if s.heading.startswith("3. Đóng")]
    return section.paragraphs


def test_a_hamlet_in_several_spellings_is_one_row_also_in_figures_of_before(store):
    with store.writing() as session:
        for number, hamlet in enumerate(("Khóm 3", "khóm 3", "KHÓM\u00a0 3", "Khóm 2")):
            day = dt.date(2024, 5, 1 + number)
            a_contribution = {"effective_on": day, "value": 10**number, "hamlet": hamlet}
            factories.a_contribution(session, f"DG-{number}", **a_contribution)
    frozen = review_of(store, ABOUT)
    # Figures that were frozen before have each spelling.
    told = [dict(one) for one in frozen.contributions]
    assert {one["hamlet"] for one in told} == {"Khóm 3", "Khóm 2"}
    for one in told:
        one["hamlet"] = {"DG-1": "khóm 3", "DG-2": "KHÓM 3"}.get(one["code"], one["hamlet"])
    body = canonical({**frozen.data, "contributions": told})
    for made in (frozen, Frozen(body, digest_of(body))):
        table = tables.contributions(made)
        assert [place.split(",")[0] for place in column(table, "place")] == ["Khóm 2", "Khóm 3"]
        assert column(table, "total") == [1000, 111]

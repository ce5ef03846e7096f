"""Reviews from the command line, as an operator runs them."""

import datetime as dt
import re

import pytest
from sqlalchemy import select

from geodata import corrections, reviews
from geodata.evidence import awards
from geodata.models.reviews import Review
from tests import factories
from tests.geodata.reviews.frozen_reviews import SECRETARY, propose

FREEZE = ["review", "freeze", "--name", "Báo cáo năm 2024", "--kind", "annual", "--as-of"]


@pytest.fixture
def store(defined_store):
    """The campaign is defined in it."""
    return defined_store


@pytest.fixture
def site(store, make_app):
    """A store with one project, and the commands' runner over it."""
    with store.writing() as session:
        factories.a_project(session)
        factories.an_update(session)
        factories.a_payment(session)
    return store, make_app(store.url).test_cli_runner()


def test_freeze_prints_code_and_digest_alone(site):
    store, runner = site
    done = runner.invoke(args=[*FREEZE, "2024-11-30"])
    assert done.exit_code == 0, done.output
    found = re.fullmatch(r"(annual-2024-11-30)\t([0-9a-f]{64})\n", done.output)
    with store.reading() as session:
        state = reviews.review(session, found[1])
        assert state.digest == found[2]
        assert (state.period_from, state.period_to) == (dt.date(2024, 1, 1), dt.date(2024, 12, 31))
    told = runner.invoke(args=["review", "list"])
    assert told.output == f"{found[1]}\t2024-11-30\tBáo cáo năm 2024\t{found[2]}\n"


@pytest.mark.parametrize(("day", "year"), [("2025-01-31", 2024), ("2025-02-01", 2025)])
def test_a_year_that_closes_in_january_is_the_one_before(site, day, year):
    store, runner = site
    code = runner.invoke(args=[*FREEZE, day]).output.split("\t")[0]
    with store.reading() as session:
        state = reviews.review(session, code)
    assert (state.period_from, state.period_to) == (dt.date(year, 1, 1), dt.date(year, 12, 31))
    assert state.budget_year == year


def test_periods_follow_the_plan(site):
    store, runner = site
    for kind, period in (
        ("midterm", (dt.date(2023, 1, 1), dt.date(2025, 12, 31))),
        ("final", (dt.date(2023, 1, 1), dt.date(2030, 12, 31))),
    ):
        args = ["review", "freeze", "--name", "Kỳ", "--kind", kind, "--as-of", "2025-11-30"]
        done = runner.invoke(args=args)
        with store.reading() as session:
            state = reviews.review(session, done.output.split("\t")[0])
        assert (state.period_from, state.period_to) == period


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        ([*FREEZE, "2030-11-30"], 1, "30/11/2030"),
        ([*FREEZE, "2099-11-30"], 1, "30/11/2099"),
        ([*FREEZE, "30/11/2024"], 2, "30/11/2024"),
        ([*FREEZE, "2024-11-30", "--office", "29905"], 1, "29905"),
        (["review", "diff", "annual-1999-11-30"], 1, "annual-1999-11-30"),
        (["review", "export", "no", "--format", "docx", "--out", "/nowhere"], 1, "no"),
        (["review", "export", "no", "--format", "odt", "--out", "/nowhere"], 2, "odt"),
    ],
)
def test_what_cannot_be_done_is_said_and_leaves_nothing(site, args, code, said):
    store, runner = site
    done = runner.invoke(args=args)
    assert done.exit_code == code
    assert said in done.output
    with store.reading() as session:
        assert reviews.reviews(session) == []
        assert session.scalars(select(Review)).all() == []


def test_diff_is_silent_while_all_stands(site):
    _store, runner = site
    code = runner.invoke(args=[*FREEZE, "2024-11-30"]).output.split("\t")[0]
    done = runner.invoke(args=["review", "diff", code])
    assert (done.exit_code, done.output) == (0, "")


def test_diff_names_figures_rows_and_reasons(site):
    store, runner = site
    with store.writing() as session:
        paid = factories.a_payment(session, month=dt.date(2024, 4, 1), amount=5)
        kind, identity = type(paid), paid.id
    code = runner.invoke(args=[*FREEZE, "2024-11-30"]).output.split("\t")[0]
    with store.writing() as session:
        row = session.get(kind, identity)
        corrections.correct(session, factories.OWNER, row, {"amount": 7}, "Ghi nhầm")
    lines = runner.invoke(args=["review", "diff", code]).output.splitlines()
    assert "figure\ttotal/disbursed_year\t100000005\t100000007\tdata\tDUONG-THU" in lines
    (told,) = [line.split("\t") for line in lines if line.startswith("row")]
    assert told[1:4] == ["project", "DUONG-THU", "2024-03-31"]
    assert "Số tiền: 5 đồng → 7 đồng" in told[6]
    assert told[7] == "Ghi nhầm"


def test_diff_tells_rows_in_words_one_line_each(site):
    store, runner = site
    with store.writing() as session:
        propose(session, "KT-CO", steps=[("decided", dt.date(2024, 11, 2))])
    code = runner.invoke(args=[*FREEZE, "2024-11-30"]).output.split("\t")[0]
    with store.writing() as session:
        factories.an_update(session, on=dt.date(2024, 11, 20), percent=95, status="suspended")
        factories.a_project(session, on=dt.date(2024, 11, 21), agency="phong-qldt@2013")
        revoked = {"step": "revoked", "effective_on": dt.date(2024, 11, 22), "number": "9/QĐ",
                   "note": "Khai sai\tthành tích\r\nvà số hộ", "illustrative": []}  # fmt: skip
        awards.step(session, SECRETARY, "KT-CO", revoked)
    lines = runner.invoke(args=["review", "diff", code]).output.split("\n")
    assert lines.pop() == ""
    assert {line.split("\t")[0] for line in lines} == {"figure", "row"}
    rows = [line.split("\t")[1:] for line in lines if line.startswith("row")]
    assert {len(row) for row in rows} == {7}
    assert [
        "award", "KT-CO", "2024-11-22", "Bước khen thưởng", "bổ sung",
        "Bước: – → Hủy, thu hồi; Số: – → 9/QĐ", "Khai sai thành tích và số hộ",
    ] in rows  # fmt: skip
    changes = {row[3]: row[5] for row in rows}
    assert changes["Tiến độ"].startswith("Tình trạng: Đang thi công → Tạm dừng; Tiến độ thực")
    assert "50% → 95%" in changes["Tiến độ"]
    assert (
        "Chủ đầu tư, cơ quan: Ban Quản lý dự án và phát triển quỹ đất thành phố → "
        "Phòng Quản lý đô thị" in changes["Thông tin dự án"]
    )

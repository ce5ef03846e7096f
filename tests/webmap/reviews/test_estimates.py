"""Year-end estimates: what stands beside each, and two officers who write the same lines."""

import datetime as dt
import re
from html import unescape

import pytest

from geodata.queries import snapshot
from geodata.reviews.freezing import moment_at
from tests.webmap.documents.reviews import TODAY
from tests.webmap.reviews.desk_steps import asked, estimates_of, text_of


@pytest.fixture(scope="module")
def owner(desk):
    return desk.officer("owner")


def fields(answer):
    """The fields of the form as a browser would send them back."""
    found = re.findall(
        r'name="([A-Z0-9-]+\.(?:seen|disbursed_year|physical_percent))" value="([^"]*)"', answer
    )
    return {name: unescape(text) for name, text in found}


def codes_of(form):
    return [name.partition(".")[0] for name in form if name.endswith(".seen")]


def test_an_old_page_does_not_restore_what_a_colleague_wrote(desk, secretary, owner):
    address = f"/desk/reviews/{asked(secretary)}/estimates"
    code = address.split("/")[3]
    old = fields(owner.get(address).text)
    one, two, three = codes_of(old)[:3]
    fresh = old | {f"{one}.disbursed_year": "100", f"{two}.disbursed_year": "200"}
    assert secretary.post(address, data=fresh).status_code == 303
    form = old | {f"{three}.physical_percent": "33,5"}
    assert owner.post(address, data=form).status_code == 303
    assert estimates_of(desk, code) == {
        one: (100, None), two: (200, None), three: (None, 33.5)
    }  # fmt: skip


def test_a_line_that_both_changed_is_told_and_nothing_is_lost(desk, secretary, owner):
    address = f"/desk/reviews/{asked(secretary)}/estimates"
    code = address.split("/")[3]
    old = fields(owner.get(address).text)
    one, two = codes_of(old)[:2]
    theirs = {f"{one}.disbursed_year": "1.000.000", f"{one}.physical_percent": "80"}
    assert secretary.post(address, data=old | theirs).status_code == 303
    mine = {f"{one}.disbursed_year": "2.000.000", f"{two}.physical_percent": "45"}
    answer = owner.post(address, data=old | mine)
    assert answer.status_code == 409
    assert "Vừa được ghi: giải ngân 1.000.000 đồng, tiến độ 80%." in text_of(answer)
    assert f'href="#{one}.disbursed_year"' in answer.text
    assert estimates_of(desk, code) == {one: (1_000_000, 80), two: (None, 45)}
    again = fields(answer.text)
    assert again[f"{one}.disbursed_year"] == "2.000.000"
    assert again[f"{one}.seen"] == "1000000/80"
    assert again[f"{two}.physical_percent"] == "45"
    assert owner.post(address, data=again).status_code == 303
    assert estimates_of(desk, code)[one] == (2_000_000, None)


def test_the_same_number_written_otherwise_is_no_change(desk, secretary, owner):
    address = f"/desk/reviews/{asked(secretary)}/estimates"
    old = fields(owner.get(address).text)
    one = codes_of(old)[0]
    said = {f"{one}.disbursed_year": "5.000", f"{one}.physical_percent": "87,5"}
    assert secretary.post(address, data=old | said).status_code == 303
    count = desk.counts()["review_estimates"]
    same = {f"{one}.disbursed_year": "5000", f"{one}.physical_percent": "87,50"}
    assert owner.post(address, data=old | same).status_code == 303, "both say the same"
    assert desk.counts()["review_estimates"] == count
    now = fields(owner.get(address).text)
    assert now[f"{one}.seen"] == "5000/87.5"
    assert owner.post(address, data=now | {f"{one}.disbursed_year": ""}).status_code == 303
    assert estimates_of(desk, address.split("/")[3])[one] == (None, 87.5)


def test_a_refused_page_still_knows_what_it_was_begun_from(desk, secretary, owner):
    address = f"/desk/reviews/{asked(secretary)}/estimates"
    old = fields(owner.get(address).text)
    one, two = codes_of(old)[:2]
    assert secretary.post(address, data=old | {f"{one}.disbursed_year": "7"}).status_code == 303
    answer = owner.post(address, data=old | {f"{two}.physical_percent": "101"})
    assert answer.status_code == 422
    again = fields(answer.text)
    assert (again[f"{one}.seen"], again[f"{one}.disbursed_year"]) == ("/", "")
    assert owner.post(address, data=again | {f"{two}.physical_percent": "99"}).status_code == 303
    assert estimates_of(desk, address.split("/")[3]) == {one: (7, None), two: (None, 99)}


def test_plan_and_disbursement_of_the_closing_day_stand_beside(desk, secretary):
    code = asked(secretary)
    answer = secretary.get(f"/desk/reviews/{code}/estimates")
    with desk.store.reading() as session:
        found = snapshot(session, moment_at(session, dt.date(2025, 11, 30), 2**31 - 1, TODAY))
    going = [one for one in found.projects if one.status != "cancelled"]
    plan = sum(one.plan_year or 0 for one in going)
    spent = sum(one.disbursed_year or 0 for one in going)
    assert plan > spent > 0
    page = text_of(answer)

    def dong(amount):
        return f"{amount:,}".replace(",", ".") + " đồng"

    assert f"Kế hoạch vốn năm 2025 {dong(plan)}" in page
    assert f"Đã giải ngân đến 30/11/2025 {dong(spent)} (" in page
    assert "Ước đến 31/01/2026, 0 công trình đã ước – " in page
    line = next(one for one in going if one.plan_year and one.disbursed_year)
    assert f"Đã giải ngân {dong(line.disbursed_year)}, bằng " in page
    assert f" kế hoạch năm {dong(line.plan_year)}." in page
    form = fields(answer.text) | {f"{line.code}.disbursed_year": str(line.plan_year)}
    secretary.post(f"/desk/reviews/{code}/estimates", data=form)
    page = text_of(secretary.get(f"/desk/reviews/{code}/estimates"))
    assert f"Ước đến 31/01/2026, 1 công trình đã ước {dong(line.plan_year)} " in page


def test_figures_that_close_in_january_stand_beside_their_own_budget_year(desk, secretary):
    code = asked(secretary, as_of="31/01/2026")
    day = dt.date(2026, 1, 31)
    with desk.store.reading() as session:
        found = snapshot(session, moment_at(session, day, 2**31 - 1, TODAY, 2025))
    going = [one for one in found.projects if one.status != "cancelled"]
    plan = f"{sum(one.plan_year or 0 for one in going):,}".replace(",", ".")
    page = text_of(secretary.get(f"/desk/reviews/{code}/estimates"))
    assert f"Kế hoạch vốn năm 2025 {plan} đồng" in page


def test_owner_estimates_its_projects(desk, secretary):
    code, owner = asked(secretary), desk.officer("owner")
    address = f"/desk/reviews/{code}/estimates"
    mine = re.findall(r'name="([A-Z0-9-]+)\.disbursed_year"', owner.get(address).text)
    form = {f"{mine[0]}.disbursed_year": "1.500.000.000", f"{mine[0]}.physical_percent": "87,5",
            f"{mine[1]}.disbursed_year": "", f"{mine[1]}.physical_percent": ""}  # fmt: skip
    assert owner.post(address, data=form).status_code == 303
    assert estimates_of(desk, code) == {mine[0]: (1_500_000_000, 87.5)}
    assert 'value="1.500.000.000"' in owner.get(address).text
    count = desk.counts()["review_estimates"]
    assert owner.post(address, data=form).status_code == 303
    assert desk.counts()["review_estimates"] == count, "what did not change makes no row"


def test_wrong_estimates_are_told_by_project_and_none_is_taken(desk, secretary, ward):
    code, owner = asked(secretary), desk.officer("owner")
    address = f"/desk/reviews/{code}/estimates"
    mine = re.findall(r'name="([A-Z0-9-]+)\.disbursed_year"', owner.get(address).text)
    form = {f"{mine[0]}.disbursed_year": "5", f"{mine[1]}.physical_percent": "101"}
    answer = owner.post(address, data=form)
    assert answer.status_code == 422
    assert f'href="#{mine[1]}.physical_percent"' in answer.text
    assert 'value="101"' in answer.text
    every = re.findall(r'name="([A-Z0-9-]+)\.disbursed_year"', secretary.get(address).text)
    other = next(name for name in every if name not in mine)
    assert owner.post(address, data={f"{other}.disbursed_year": "5"}).status_code == 422
    assert ward.get(address).status_code == 403
    assert estimates_of(desk, code) == {}

"""Contributions over HTTP: each kind's form, what is read, what looks like one that is there."""

import datetime as dt
import re

import pytest
import time_machine

from geodata.vocabulary import CONTRIBUTION_KINDS, codes
from tests.officers import as_officer
from tests.webmap.officers.contributions.contribution_forms import (
    NEW,
    TODAY,
    chosen_in,
    count,
    decide,
    land,
    newest,
    sent_id,
    uuid_in,
    value_in,
)

OWN_FIELDS = {
    "land": {"quantity", "parcel", "map_sheet", "stage", "certificate_corrected", "value"},
    "labour": {"quantity", "value"},
    "money": {"value", "receipt"},
    "material": {"quantity", "unit_of_measure", "value"},
    "equipment": {"quantity", "unit_of_measure", "value"},
    "idea": {"quantity"},
    "clearance": {"quantity", "value"},
}
ASKED_OF_SOME = set().union(*OWN_FIELDS.values())


# ── The forms ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", codes(CONTRIBUTION_KINDS))
def test_form_asks_only_what_the_kind_needs(quick, kind):
    page = quick.get(f"{NEW}?kind={kind}").text
    shown = set(re.findall(r'name="([a-z_.]+)"', page))
    assert shown & ASKED_OF_SOME == OWN_FIELDS[kind]
    assert {"giver_kind", "givers", "given_on", "project", "hamlet", "minutes_number"} <= shown
    assert shown.isdisjoint({"unit", "code", "state", "verdict", "name"})
    assert value_in(page, "given_on") == "23/11/2026"


def test_kinds_are_chosen_first_and_unknown_ones_are_404(quick):
    page = quick.get(NEW).text
    assert re.findall(rf'href="{NEW}\?kind=(\w+)"', page) == list(codes(CONTRIBUTION_KINDS))
    assert quick.get(f"{NEW}?kind=gold").status_code == 404
    assert quick.post(NEW, data={"kind": "gold"}).status_code == 404


def test_projects_offered_are_those_of_the_unit(quick):
    offered = quick.get(f"{NEW}?kind=land").text.split('id="project"')[1].split("</select>")[0]
    assert 'value="DUONG-N7"' in offered
    assert 'value="MN-TAN-DUONG"' not in offered


@pytest.mark.parametrize("role", ["owner", "secretariat", "leader", "administrator", "finance"])
def test_units_enter_contributions_nobody_else(make_app, sample_file, role):
    officer = as_officer(make_app(sample_file.url), role)
    before = count(sample_file)
    assert officer.get(f"{NEW}?kind=land").status_code == 403
    assert officer.post(NEW, data={"kind": "land"}).status_code == 403
    assert count(sample_file) == before


# ── Sending ───────────────────────────────────────────────────────────────────────────────────


def test_land_is_read_as_people_write(ward, sample_copy):
    row_id = sent_id(ward.post(NEW, data=land(ward)))
    row = newest(sample_copy)
    assert row.id == row_id
    assert re.fullmatch(r"DG-\d{4}", row.code)
    assert (str(row.quantity.normalize()), row.unit_of_measure) == ("1250.5", "m²")
    assert (row.value, row.value_basis) == (375_150_000, "Bảng giá đất 2026")
    assert (row.unit, row.hamlet, row.project) == ("29905@2025", "Khóm 3", "DUONG-N7")
    assert (row.giver_kind, row.givers, row.households) == ("household", 2, 2)
    assert (row.effective_on, row.minutes) == (
        dt.date(2026, 11, 20),
        "12/BB-UBND ngày 19/11/2026",
    )
    assert (row.stage, row.parcel, row.map_sheet) == ("minuted", "125", "7")
    assert row.certificate_corrected is False
    assert row.mobilised_by == "mttq-29905@2025"
    assert (row.place.x, row.place.y) == (105.76, 10.289)
    assert "Đã gửi:" in ward.get(f"/desk?sent=contribution-{row_id}").text
    assert row.code in ward.get("/desk/entries").text


def test_money_is_one_figure_with_its_receipt(quick, sample_file):
    typed = {
        "client_uuid": uuid_in(quick.get(f"{NEW}?kind=money").text),
        "kind": "money",
        "value": "5.000.000 đồng",
        "receipt": "PT 07 ngày 21/11/2026",
        "giver_kind": "collective",
        "givers": "1",
    }
    sent_id(quick.post(NEW, data=typed))
    row = newest(sample_file)
    assert (row.value, row.quantity, row.unit_of_measure) == (5_000_000, 5_000_000, "đồng")
    assert (row.receipt, row.effective_on) == ("PT 07 ngày 21/11/2026", TODAY)


def test_numbers_of_an_english_page(quick, sample_file):
    quick.get("/desk?lang=en")
    sent_id(quick.post(NEW, data=land(quick, quantity="1,250.5", value="375,150,000")))
    row = newest(sample_file)
    assert (str(row.quantity.normalize()), row.value) == ("1250.5", 375_150_000)


def test_second_tap_is_the_same_contribution(quick, sample_file):
    before = count(sample_file)
    typed = land(quick)
    first = sent_id(quick.post(NEW, data=typed))
    assert sent_id(quick.post(NEW, data=typed)) == first
    assert count(sample_file) == before + 1


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"quantity": "nhiều"}, "quantity"),
        ({"quantity": ""}, "quantity"),
        ({"value": "-5"}, "value"),
        ({"giver_kind": ""}, "giver_kind"),
        ({"givers": "0"}, "givers"),
        ({"given_on": "24/11/2026"}, "given_on"),
        ({"given_on": "30/02/2026"}, "given_on"),
        ({"minutes_number": "", "minutes_on": ""}, "minutes_number"),
        ({"minutes_on": "hôm qua"}, "minutes_on"),
        ({"project": "NO-SUCH-SITE"}, "project"),
        ({"position.lon": "2.35", "position.lat": "48.85"}, "position"),
        ({"position.lat": "x"}, "position.lat"),
        ({"mobilised_by": "nobody@2025"}, "mobilised_by"),
    ],
)
def test_what_is_wrong_is_told_and_kept(quick, sample_file, changes, name):
    before = count(sample_file)
    typed = land(quick, **changes)
    answer = quick.post(NEW, data=typed)
    assert answer.status_code == 422
    assert f'<a href="#{name}">' in answer.text
    for kept in ("quantity", "hamlet", "given_on", "note", "client_uuid"):
        assert value_in(answer.text, kept) == typed[kept]
    assert count(sample_file) == before


@pytest.mark.parametrize("name", ["unit", "code", "state", "unit_of_measure_x", "verdict"])
def test_no_field_of_the_server_can_be_sent(quick, sample_file, name):
    before = count(sample_file)
    assert quick.post(NEW, data=land(quick) | {name: "30214@2025"}).status_code == 422
    assert count(sample_file) == before


def test_a_blank_day_sent_again_after_midnight_is_the_same(make_app, sample_copy):
    app = make_app(sample_copy.url, session_hours=24, session_idle_minutes=1440)
    ward = as_officer(app, "ward")
    sent = land(ward, given_on="")
    first = sent_id(ward.post(NEW, data=sent))
    before = count(sample_copy)
    with time_machine.travel("2026-11-24T00:30:00+07:00"):
        assert sent_id(ward.post(NEW, data=sent)) == first
    assert (count(sample_copy), newest(sample_copy).effective_on) == (
        before, dt.date(2026, 11, 23),
    )  # fmt: skip


# ── One that is there already ─────────────────────────────────────────────────────────────────


def test_what_looks_like_another_is_asked_about_before_it_is_sent(ward, sample_copy):
    sent_id(ward.post(NEW, data=land(ward)))
    first = newest(sample_copy)
    before = count(sample_copy)
    typed = land(ward, quantity="1.240", given_on="22/11/2026")
    answer = ward.post(NEW, data=typed)
    assert answer.status_code == 409
    assert "Có thể đã ghi rồi" in answer.text
    assert first.code in answer.text
    assert "1.250,5 m²" in answer.text
    assert value_in(answer.text, "quantity") == "1.240"
    assert value_in(answer.text, "client_uuid") == typed["client_uuid"]
    assert count(sample_copy) == before
    sent_id(ward.post(NEW, data=typed | {"distinct": "1"}))
    assert count(sample_copy) == before + 1
    assert newest(sample_copy).quantity == 1240


def test_what_differs_is_not_asked_about(quick):
    sent_id(quick.post(NEW, data=land(quick)))
    for changes in ({"quantity": "900"}, {"given_on": "01/11/2026"}, {"project": ""}):
        sent_id(quick.post(NEW, data=land(quick, **changes)))


def test_papers_of_the_unit_before_the_merger(ward, sample_copy):
    papers = {"given_on": "20/06/2025", "minutes_on": "19/06/2025"}
    asked = ward.post(NEW, data=land(ward, **papers))
    assert asked.status_code == 422
    assert '<a href="#former_unit">' in asked.text
    chosen = land(ward, **papers, former_unit="29908@2013")
    row_id = sent_id(ward.post(NEW, data=chosen))
    assert (newest(sample_copy).unit, newest(sample_copy).effective_on) == (
        "29908@2013",
        dt.date(2025, 6, 20),
    )
    decide(sample_copy, row_id, "returned", "Thiếu bản sao")
    again = ward.get(f"/desk/entries/contribution/{row_id}/mend").text
    assert chosen_in(again, "former_unit") == "29908@2013"

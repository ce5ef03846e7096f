"""Contributions over HTTP: each kind's form, what is read, what looks like one that is there."""

import datetime as dt
import re

import pytest
import time_machine
from sqlalchemy import func, select

from geodata.models import Contribution, ContributionRevision
from geodata.permissions import Actor
from geodata.verification import deciding
from geodata.vocabulary import CONTRIBUTION_KINDS, codes
from tests.officers import as_officer

NEW = "/desk/contributions/new"
TODAY = dt.date(2026, 11, 23)
SECRETARIAT = Actor("account-of-the-secretariat", "phong-vhxh-29905@2025", "secretariat")


@pytest.fixture
def ward(make_app, sample_copy):
    """A browser of Phường Sa Đéc, on each kind of store."""
    return as_officer(make_app(sample_copy.url), "ward")


@pytest.fixture
def quick(make_app, sample_file):
    """The same over a file, for what does not depend on the kind of store."""
    return as_officer(make_app(sample_file.url), "ward")


def uuid_in(page):
    return re.search(r'name="client_uuid" value="([^"]+)"', page)[1]


def value_in(page, name):
    tag = re.search(rf'<(?:input|textarea)[^>]*name="{re.escape(name)}"[^>]*>([^<]*)', page)
    value = re.search(r'value="([^"]*)"', tag[0])
    return value[1] if value else tag[1]


def chosen_in(page, name):
    part = page.split(f'name="{name}"', 1)[1].split("</select>")[0]
    return re.search(r'<option value="([^"]*)" selected>', part)[1]


def land(client, **changes):
    """A contribution of land as a person types it."""
    typed = {
        "client_uuid": uuid_in(client.get(f"{NEW}?kind=land").text),
        "kind": "land",
        "quantity": "1.250,5",
        "parcel": "125",
        "map_sheet": "7",
        "stage": "minuted",
        "certificate_corrected": "0",
        "value": "375.150.000",
        "value_basis": "Bảng giá đất 2026",
        "giver_kind": "household",
        "givers": "2",
        "households": "2",
        "given_on": "20/11/2026",
        "project": "DUONG-N7",
        "hamlet": "Khóm 3",
        "position.lon": "105,76",
        "position.lat": "10.289",
        "minutes_number": "12/BB-UBND",
        "minutes_on": "19/11/2026",
        "mobilised_by": "mttq-29905@2025",
        "note": "Hiến để mở rộng đường",
    }
    return typed | changes


def newest(store):
    with store.reading() as session:
        columns = select(*ContributionRevision.__table__.c, Contribution.code)
        joined = columns.join(Contribution, Contribution.id == ContributionRevision.contribution_id)
        return session.execute(joined.order_by(ContributionRevision.rev.desc()).limit(1)).one()


def count(store):
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(ContributionRevision))


def sent_id(answer):
    assert answer.status_code == 303, answer.text.partition('id="form-problems"')[2][:800]
    return int(re.fullmatch(r"/desk\?sent=contribution-(\d+)", answer.headers["Location"])[1])


def decide(store, row_id, verdict, reason=None):
    with store.writing() as session:
        deciding.decide(session, SECRETARIAT, "contribution", row_id, verdict, reason, today=TODAY)


# ── The forms ─────────────────────────────────────────────────────────────────────────────────

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


# ── What comes back, what has to be put right ─────────────────────────────────────────────────


def test_returned_contribution_is_mended_with_what_was_sent(ward, sample_copy):
    row_id = sent_id(ward.post(NEW, data=land(ward)))
    decide(sample_copy, row_id, "returned", "Thiếu chữ ký của hộ")
    home = ward.get("/desk").text
    assert "Thiếu chữ ký của hộ" in home
    address = f"/desk/entries/contribution/{row_id}/mend"
    assert address in home
    page = ward.get(address).text
    assert "Thiếu chữ ký của hộ" in page
    assert (value_in(page, "quantity"), value_in(page, "value")) == ("1.250,5", "375.150.000")
    assert value_in(page, "minutes_number") == "12/BB-UBND"
    assert value_in(page, "minutes_on") == "19/11/2026"
    assert chosen_in(page, "project") == "DUONG-N7"
    assert chosen_in(page, "mobilised_by") == "mttq-29905@2025"
    again = land(ward, client_uuid=uuid_in(page), minutes_number="13/BB-UBND")
    assert sent_id(ward.post(NEW, data=again)) > row_id
    assert newest(sample_copy).minutes == "13/BB-UBND ngày 19/11/2026"


def test_verified_contribution_is_corrected_with_a_reason(ward, sample_copy):
    row_id = sent_id(ward.post(NEW, data=land(ward)))
    decide(sample_copy, row_id, "verified")
    address = f"/desk/entries/contribution/{row_id}/correct"
    assert address in ward.get("/desk/entries").text
    page = ward.get(address).text
    typed = land(
        ward,
        client_uuid=uuid_in(page),
        quantity="1.205,5",
        note="",
        **{name: value_in(page, name) for name in ("position.lon", "position.lat")},
    )
    assert ward.post(address, data=typed).status_code == 422
    sent_id(ward.post(address, data=typed | {"reason": "Đo lại"}))
    row = newest(sample_copy)
    assert (row.supersedes_id, row.reason, row.note) == (row_id, "Đo lại", None)
    assert str(row.quantity.normalize()) == "1205.5"
    assert (row.place.x, row.place.y) == (105.76, 10.289)


def test_strip_of_land_stays_a_strip_when_its_figures_are_corrected(quick, sample_file):
    with sample_file.reading() as session:
        rows = session.scalars(
            select(ContributionRevision).where(ContributionRevision.unit == "29905@2025")
        )
        strip = next(
            (row.id, row.place.wkt, row.kind, str(row.givers))
            for row in rows
            if row.place is not None and row.place.geom_type != "Point"
        )
    row_id, place, kind, givers = strip
    address = f"/desk/entries/contribution/{row_id}/correct"
    page = quick.get(address).text
    names = (
        "client_uuid", "quantity", "given_on", "position.lon", "position.lat", "hamlet",
        "minutes_number", "minutes_on",
    )  # fmt: skip
    typed = {name: value_in(page, name) for name in names} | {
        "kind": kind,
        "giver_kind": "household",
        "givers": givers,
        "reason": "Bổ sung thửa",
        "parcel": "88",
    }
    sent_id(quick.post(address, data=typed))
    row = newest(sample_file)
    assert (row.place.wkt, row.parcel) == (place, "88")


def test_another_unit_s_contribution_is_not_ours(make_app, sample_file):
    app = make_app(sample_file.url)
    ward, other = as_officer(app, "ward"), as_officer(app, "ward", "30214@2025")
    row_id = sent_id(ward.post(NEW, data=land(ward)))
    decide(sample_file, row_id, "verified")
    for name in ("mend", "correct"):
        assert other.get(f"/desk/entries/contribution/{row_id}/{name}").status_code == 403
        assert other.get(f"/desk/entries/contribution/999999/{name}").status_code == 404
    before = count(sample_file)
    typed = land(other, reason="Thử")
    assert other.post(f"/desk/entries/contribution/{row_id}/correct", data=typed).status_code == 403
    assert count(sample_file) == before


def test_secretariat_corrects_in_the_unit_s_name(make_app, sample_file):
    app = make_app(sample_file.url)
    ward, office = as_officer(app, "ward"), as_officer(app, "secretariat")
    row_id = sent_id(ward.post(NEW, data=land(ward)))
    decide(sample_file, row_id, "verified")
    address = f"/desk/entries/contribution/{row_id}/correct"
    page = office.get(address).text
    assert "Phường Sa Đéc" in page
    typed = land(ward, client_uuid=uuid_in(page), quantity="1.200", reason="Theo biên bản gốc")
    sent_id(office.post(address, data=typed))
    row = newest(sample_file)
    assert (row.unit, row.quantity, row.supersedes_id) == ("29905@2025", 1200, row_id)

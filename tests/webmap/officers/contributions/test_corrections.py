"""Contributions that were returned are mended, those that were verified are corrected."""

from sqlalchemy import select

from geodata.models import ContributionRevision
from tests.officers import as_officer
from tests.webmap.officers.contributions.contribution_forms import (
    NEW,
    chosen_in,
    count,
    decide,
    land,
    newest,
    sent_id,
    uuid_in,
    value_in,
)


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

"""A ward's update over HTTP: what the form shows, what it keeps, what becomes of what was sent."""

import datetime as dt
import html
import re

import pytest
import time_machine
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from geodata.models import StatusUpdate
from tests.officers import as_officer
from tests.webmap.officers.site_updates.update_forms import (
    N7,
    TODAY,
    field,
    filled,
    newest,
    sent_id,
)

# ── The form ──────────────────────────────────────────────────────────────────────────────────


def test_form_is_filled_in_with_what_is_verified(quick):
    page = quick.get(N7).text
    assert field(page, "physical_percent") == "64"
    assert field(page, "forecast_finish") == "12/04/2027"
    assert field(page, "observed_on") == "23/11/2026"
    assert re.findall(r'name="obstacles" value="(\w+)" checked', page) == ["clearance", "material"]
    assert re.findall(r'name="status" value="(\w+)"', page) == [
        "implementation", "suspended", "cancelled",
    ]  # fmt: skip
    assert "Chủ đầu tư ghi nghiệm thu" in page
    assert '<meta name="robots" content="noindex">' in page


def test_numbers_and_words_follow_the_language(quick):
    sent_id(quick.post(N7, data=filled(quick, physical_percent="64,5")))
    assert field(quick.get(f"{N7}?lang=vi").text, "physical_percent") == "64,5"
    page = quick.get(f"{N7}?lang=en").text
    assert field(page, "physical_percent") == "64.5"
    assert "How far is the work?" in page


def test_who_is_not_signed_in_is_asked_to_and_comes_back(file_client):
    answer = file_client.get(N7)
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/login?next=/desk/sites/DUONG-N7/update"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/desk/sites/NO-SUCH-SITE/update", 404),
        ("/desk/sites/MN-TAN-DUONG/update", 403),
        (f"{N7}?aside=1", 404),
        (f"{N7}?mend=999999", 404),
        ("/desk/entries/update/999999/correct", 404),
    ],
)
def test_what_is_not_there_or_not_ours(quick, address, status):
    assert quick.get(address).status_code == status
    if "?" not in address:
        assert quick.post(address, data={"client_uuid": "x"}).status_code in (status, 422)


# ── Sending ───────────────────────────────────────────────────────────────────────────────────


def test_update_is_taken_as_typed(ward, sample_copy):
    typed = filled(
        ward,
        physical_percent="66,5",
        status="suspended",
        obstacles=["weather", "capital"],
        forecast_finish="1/3/2027",
        note="  Ngập sâu\r\nchờ nước rút ",
        observed_on="22/11/2026",
        **{
            "position.lon": "105.7600000",
            "position.lat": "10.2890000",
            "position.accuracy": "12.4",
        },
    )
    row_id = sent_id(ward.post(N7, data=typed))
    row = newest(sample_copy)
    assert row.id == row_id
    assert (row.status, str(row.physical_percent.normalize())) == ("suspended", "66.5")
    assert row.obstacles == ["capital", "weather"]
    assert row.forecast_finish == dt.date(2027, 3, 1)
    assert (row.note, row.effective_on) == ("Ngập sâu\nchờ nước rút", dt.date(2026, 11, 22))
    assert row.reported_by == "29905@2025"
    assert (row.seen_at.x, row.seen_at.y, float(row.accuracy_m)) == (105.76, 10.289, 12.4)
    page = ward.get(f"/desk?sent=update-{row_id}").text
    assert "Đã gửi: Đường N7" in page


def test_sender_is_told_that_a_poor_fix_was_left_out(ward, sample_copy):
    fix = {
        "position.lon": "105.7600000",
        "position.lat": "10.2890000",
        "position.accuracy": "65000.0",
    }
    answer = ward.post(N7, data=filled(ward, **fix))
    assert answer.status_code == 303
    assert newest(sample_copy).seen_at is None
    assert "sai số hơn 5 km; phần còn lại vẫn được nhận" in ward.get(answer.location).text


def test_second_tap_is_the_same_update(ward, sample_copy):
    typed = filled(ward, physical_percent="70")
    first = sent_id(ward.post(N7, data=typed))
    assert sent_id(ward.post(N7, data=typed)) == first
    with sample_copy.reading() as session:
        rows = session.scalars(
            select(StatusUpdate).where(StatusUpdate.client_uuid == typed["client_uuid"])
        ).all()
    assert len(rows) == 1


def test_other_content_after_a_lost_answer_becomes_a_new_update(quick):
    typed = filled(quick, physical_percent="70")
    first = sent_id(quick.post(N7, data=typed))
    answer = quick.post(N7, data=typed | {"physical_percent": "71"})
    assert answer.status_code == 409
    assert "Lần gửi trước đã được nhận." in answer.text
    assert field(answer.text, "physical_percent") == "71"
    assert field(answer.text, "client_uuid") != typed["client_uuid"]
    anew = typed | {name: field(answer.text, name) for name in ("client_uuid", "base_version")}
    assert sent_id(quick.post(N7, data=anew | {"physical_percent": "71"})) > first


def test_no_change_is_one_post_of_what_was_said_last(quick, sample_file):
    page = quick.get("/desk").text
    card = page.split('data-site="DUONG-N7"')[1].split("</li>")[0]
    names = ("client_uuid", "base_version", "status", "physical_percent", "forecast_finish")
    typed = {name: field(card, name) for name in names}
    typed["obstacles"] = re.findall(r'name="obstacles" value="(\w+)"', card)
    sent_id(quick.post(N7, data=typed | {"unchanged": "1"}))
    row = newest(sample_file)
    assert (row.status, row.physical_percent, row.effective_on) == ("implementation", 64, TODAY)
    assert row.obstacles == ["clearance", "material"]
    assert row.forecast_finish == dt.date(2027, 4, 12)
    card = quick.get("/desk").text.split('data-site="DUONG-N7"')[1].split("</li>")[0]
    assert "đã gửi, chờ xác nhận" in card


def test_what_is_wrong_is_told_by_field_and_nothing_typed_is_lost(quick, sample_file):
    before = newest(sample_file).rev
    typed = filled(
        quick,
        physical_percent="một nửa",
        forecast_finish="31/02/2027",
        observed_on="24/11/2026",
        note="Giữ lại dòng này",
        obstacles=["weather"],
    )
    answer = quick.post(N7, data=typed)
    assert answer.status_code == 422
    for name in ("physical_percent", "forecast_finish"):
        assert f'<a href="#{name}">' in answer.text
        assert re.search(rf'name="{name}"[^>]*aria-invalid="true"', answer.text)
    for name in ("physical_percent", "forecast_finish", "observed_on"):
        assert field(answer.text, name) == typed[name]
    for name in ("client_uuid", "base_version"):
        assert field(answer.text, name) == typed[name]
    assert ">Giữ lại dòng này</textarea>" in answer.text
    assert re.findall(r'name="obstacles" value="(\w+)" checked', answer.text) == ["weather"]
    assert newest(sample_file).rev == before


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"physical_percent": ""}, "physical_percent"),
        ({"physical_percent": "101"}, "physical_percent"),
        ({"observed_on": "24/11/2026"}, "observed_on"),
        ({"status": "completion", "physical_percent": "100"}, "status"),
        ({"status": "identification"}, "status"),
        ({"position.lon": "2.35", "position.lat": "98.85"}, "position"),
    ],
)
def test_refused_by_rule(quick, changes, name):
    answer = quick.post(N7, data=filled(quick, **changes))
    assert answer.status_code == 422
    assert f'<a href="#{name}">' in answer.text


@pytest.mark.parametrize("name", ["reported_by", "unit", "state", "verdict", "role", "office"])
def test_no_field_of_the_server_can_be_sent(quick, sample_file, name):
    before = newest(sample_file).rev
    answer = quick.post(N7, data=filled(quick) | {name: "30214@2025"})
    assert answer.status_code == 422
    assert newest(sample_file).rev == before


def test_form_without_its_token_is_refused(quick, sample_file):
    before = newest(sample_file).rev
    assert quick.client.post(N7, data=filled(quick)).status_code == 403
    assert newest(sample_file).rev == before


def test_a_blank_day_sent_again_after_midnight_is_the_same(make_app, sample_copy):
    app = make_app(sample_copy.url, session_hours=24, session_idle_minutes=1440)
    ward = as_officer(app, "ward")
    sent = filled(ward, physical_percent="66", observed_on="", forecast_finish="23/11/2026")
    first = sent_id(ward.post(N7, data=sent))
    with time_machine.travel("2026-11-24T00:30:00+07:00"):
        assert sent_id(ward.post(N7, data=sent)) == first
    assert newest(sample_copy).effective_on == TODAY


@pytest.mark.parametrize("obstacles", [["capital", "other"], ["capital"], []])
def test_no_change_does_not_take_the_note_away(ward, sample_copy, obstacles):
    note = "Chờ dời\r\ntrụ điện"
    sent_id(ward.post(N7, data=filled(ward, obstacles=obstacles, note=note)))
    page = ward.get("/desk").text
    form = page.partition(f'action="{N7}"')[2].partition("</form>")[0]
    values = re.findall(r'name="(\w+)" value="([^"]*)"', form)
    answer = ward.post(N7, data=MultiDict((name, html.unescape(text)) for name, text in values))
    sent_id(answer)
    row = newest(sample_copy)
    assert (row.obstacles, row.note) == (obstacles, "Chờ dời\ntrụ điện")
    assert "trụ điện</textarea>" in ward.get(N7).text
    sent_id(ward.post(N7, data=filled(ward, obstacles=["capital"], note="")))
    assert "trụ điện" not in ward.get(N7).text


# ── What comes back ───────────────────────────────────────────────────────────────────────────


def test_owner_reports_by_the_same_form(make_app, sample_file):
    owner = as_officer(make_app(sample_file.url), "owner")
    row_id = sent_id(owner.post(N7, data=filled(owner, physical_percent="65")))
    row = newest(sample_file)
    assert (row.id, row.reported_by) == (row_id, "ban-qlda@2013")

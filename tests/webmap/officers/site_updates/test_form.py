"""A ward's update over HTTP: what the form shows, what it keeps, what becomes of what was sent."""

import datetime as dt
import html
import re

import pytest
import time_machine
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from geodata.checks.row_checks import definition_of
from geodata.models import SetAside, StatusUpdate
from geodata.permissions import Actor
from geodata.verification import deciding
from geodata.verification.entries import entry
from tests.officers import as_officer

N7 = "/desk/sites/DUONG-N7/update"
TODAY = dt.date(2026, 11, 23)
OWNER = Actor("account-of-the-owner", "ban-qlda@2013", "owner")


@pytest.fixture
def over(make_app, sample_copy):
    """An application over a sample of the test's own, on each kind of store."""
    return make_app(sample_copy.url)


@pytest.fixture
def ward(over):
    """A browser of Phường Sa Đéc."""
    return as_officer(over, "ward")


@pytest.fixture
def quick(make_app, sample_file):
    """A browser of Phường Sa Đéc over a file, for what does not depend on the kind of store."""
    return as_officer(make_app(sample_file.url), "ward")


def field(page, name):
    """The value of an input of a page."""
    tag = re.search(rf'<input[^>]*name="{re.escape(name)}"[^>]*>', page)
    value = re.search(r'value="([^"]*)"', tag[0])
    return value[1] if value else ""


def filled(client, address=N7, **changes):
    """What a browser would send of the form at an address, with some fields changed."""
    page = client.get(address).text
    found = {
        name: field(page, name)
        for name in (
            "client_uuid", "base_version", "physical_percent", "forecast_finish", "observed_on",
        )
        if f'name="{name}"' in page
    }  # fmt: skip
    found["status"] = re.search(r'name="status" value="(\w+)" checked', page)[1]
    found["obstacles"] = re.findall(r'name="obstacles" value="(\w+)" checked', page)
    note = re.search(r'<textarea[^>]*name="note"[^>]*>([^<]*)</textarea>', page)
    return found | {"note": note[1]} | changes


def newest(store):
    """The newest update of the store."""
    with store.reading() as session:
        columns = select(*StatusUpdate.__table__.c)
        return session.execute(columns.order_by(StatusUpdate.rev.desc()).limit(1)).one()


def decide(store, row_id, verdict, reason=None):
    with store.writing() as session:
        deciding.decide(session, OWNER, "update", row_id, verdict, reason, today=TODAY)


def sent_id(answer):
    assert answer.status_code == 303, answer.text.partition('id="form-problems"')[2][:800]
    return int(re.fullmatch(r"/desk\?sent=update-(\d+)", answer.headers["Location"])[1])


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
        ({"position.lon": "2.35", "position.lat": "48.85"}, "position"),
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


def test_no_change_carries_the_note_that_says_what_the_obstacle_is(ward, sample_copy):
    note = "Chờ dời\r\ntrụ điện"
    sent_id(ward.post(N7, data=filled(ward, obstacles=["capital", "other"], note=note)))
    page = ward.get("/desk").text
    form = page.partition(f'action="{N7}"')[2].partition("</form>")[0]
    values = re.findall(r'name="(\w+)" value="([^"]*)"', form)
    answer = ward.post(N7, data=MultiDict((name, html.unescape(text)) for name, text in values))
    sent_id(answer)
    row = newest(sample_copy)
    assert (row.obstacles, row.note) == (["capital", "other"], "Chờ dời\ntrụ điện")
    assert "trụ điện</textarea>" in ward.get(N7).text
    sent_id(ward.post(N7, data=filled(ward, obstacles=["capital"])))
    assert "trụ điện" not in ward.get(N7).text


# ── What a newer state stands against ─────────────────────────────────────────────────────────


def test_a_key_that_came_twice_or_is_anothers_breaks_nothing(over, ward, sample_copy):
    other = as_officer(over, "ward", "30214@2025")
    mine = filled(ward, physical_percent="67")
    theirs = filled(other, physical_percent="69")
    sent_id(other.post(N7, data=filled(other, physical_percent="70")))
    uuid = mine["client_uuid"]
    said = (["", uuid.upper()], [uuid, ""])
    answers = [ward.post(N7, data=mine | {"client_uuid": keys}) for keys in said]
    answers.append(other.post(N7, data=theirs | {"client_uuid": uuid}))
    assert [answer.status_code for answer in answers] == [409, 409, 409]
    assert "69%" in answers[2].text
    with sample_copy.reading() as session:
        kept = session.scalars(select(SetAside)).all()
        assert {(one.client_uuid, one.mine["physical_percent"]) for one in kept} == {
            (uuid, 67), (uuid, 69),
        }  # fmt: skip


def test_two_of_a_base_both_texts_are_kept(over, ward, sample_copy):
    other = as_officer(over, "ward", "30214@2025")
    mine = filled(ward, physical_percent="67", note="Bên phường")
    theirs = filled(other, physical_percent="69", note="Bên xã")
    sent_id(other.post(N7, data=theirs))
    answer = ward.post(N7, data=mine)
    assert answer.status_code == 409
    for text in ("67%", "69%", "Bên phường", "Bên xã", "Tân Dương"):
        assert text in answer.text
    with sample_copy.reading() as session:
        kept = session.scalars(select(SetAside)).one()
        aside, uuid = kept.id, kept.client_uuid
    assert uuid == mine["client_uuid"]
    assert "67%" in ward.get("/desk/aside").text
    assert "So sánh hai bản" in ward.get("/desk").text
    assert "67%" not in other.get("/desk/aside").text

    page = ward.get(f"{N7}?aside={aside}").text
    assert (field(page, "physical_percent"), field(page, "client_uuid")) == ("67", uuid)
    sent_id(ward.post(N7, data=filled(ward, f"{N7}?aside={aside}")))
    assert newest(sample_copy).note == "Bên phường"
    assert "Không có bản nào để lại." in ward.get("/desk/aside").text


def test_what_was_set_aside_can_be_dropped_by_its_sender_alone(over, ward, sample_copy):
    other = as_officer(over, "ward", "30214@2025")
    mine = filled(ward, physical_percent="67")
    sent_id(other.post(N7, data=filled(other, physical_percent="69")))
    assert ward.post(N7, data=mine).status_code == 409
    with sample_copy.reading() as session:
        aside = session.scalars(select(SetAside.id)).one()
    assert other.post(f"/desk/aside/{aside}/drop").status_code == 404
    assert "67%" in ward.get("/desk/aside").text
    assert ward.post(f"/desk/aside/{aside}/drop").headers["Location"] == "/desk/aside"
    assert "67%" not in ward.get("/desk/aside").text
    assert ward.get(f"{N7}?aside={aside}").status_code == 404


# ── What comes back ───────────────────────────────────────────────────────────────────────────


def test_returned_update_is_mended_with_what_was_sent(ward, sample_copy):
    typed = filled(ward, physical_percent="90", note="Gần xong", observed_on="20/11/2026")
    row_id = sent_id(ward.post(N7, data=typed))
    decide(sample_copy, row_id, "returned", "Đoạn cuối chưa trải nhựa")
    home = ward.get("/desk").text
    assert "Cần bạn xử lý" in home
    assert "Đoạn cuối chưa trải nhựa" in home
    assert f"{N7}?mend={row_id}" in home
    page = ward.get(f"{N7}?mend={row_id}").text
    assert "Đoạn cuối chưa trải nhựa" in page
    assert field(page, "observed_on") == "20/11/2026"
    assert ">Gần xong</textarea>" in page
    mended = sent_id(ward.post(N7, data=filled(ward, f"{N7}?mend={row_id}", physical_percent="75")))
    assert mended > row_id
    assert "Cần bạn xử lý" not in ward.get("/desk").text
    decide(sample_copy, mended, "verified")
    assert field(ward.get(N7).text, "physical_percent") == "75"


def test_verified_update_is_corrected_with_a_reason(ward, sample_copy):
    row_id = sent_id(ward.post(N7, data=filled(ward, physical_percent="70", note="Nhầm")))
    decide(sample_copy, row_id, "verified")
    address = f"/desk/entries/update/{row_id}/correct"
    assert address in ward.get("/desk/entries").text
    typed = filled(ward, address, physical_percent="67", note="")
    assert "base_version" not in typed
    missing = ward.post(address, data=typed)
    assert missing.status_code == 422
    assert '<a href="#reason">' in missing.text
    corrected = sent_id(ward.post(address, data=typed | {"reason": "Đọc nhầm lý trình"}))
    row = newest(sample_copy)
    assert (row.id, row.supersedes_id, row.reason) == (corrected, row_id, "Đọc nhầm lý trình")
    assert (row.physical_percent, row.note) == (67, None)
    with sample_copy.reading() as session:
        actor = Actor("somebody", "29905@2025", "ward")
        found = entry(session, actor, definition_of(session), "update", corrected, TODAY)
    assert (found.state, found.correction_of) == ("waiting", row_id)


def test_what_waits_cannot_be_corrected_nor_another_unit_s(over, ward, sample_copy):
    other = as_officer(over, "ward", "30214@2025")
    row_id = sent_id(ward.post(N7, data=filled(ward, physical_percent="70")))
    address = f"/desk/entries/update/{row_id}/correct"
    assert other.get(address).status_code == 403
    assert other.get(f"{N7}?mend={row_id}").status_code == 403
    typed = filled(ward, address, reason="Thử")
    assert ward.post(address, data=typed).status_code == 409
    assert newest(sample_copy).id == row_id


def test_owner_reports_by_the_same_form(make_app, sample_file):
    owner = as_officer(make_app(sample_file.url), "owner")
    row_id = sent_id(owner.post(N7, data=filled(owner, physical_percent="65")))
    row = newest(sample_file)
    assert (row.id, row.reported_by) == (row_id, "ban-qlda@2013")

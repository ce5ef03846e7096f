"""Updates that were returned are mended, those that were verified are corrected with a reason."""

from geodata.checks.row_checks import definition_of
from geodata.permissions import Actor
from geodata.verification.entries import entry
from tests.officers import as_officer
from tests.webmap.officers.site_updates.update_forms import (
    N7,
    TODAY,
    decide,
    field,
    filled,
    newest,
    sent_id,
)


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
    for page in ("/desk/entries", f"/desk/entries/update/{row_id}"):
        shown = ward.get(page).text
        assert address not in shown  # a second correction would be refused
        assert f'href="/desk/entries/update/{corrected}"' in shown
    decide(sample_copy, corrected, "returned", "Chưa rõ")
    assert address in ward.get("/desk/entries").text


def test_what_waits_cannot_be_corrected_nor_another_unit_s(over, ward, sample_copy):
    other = as_officer(over, "ward", "30214@2025")
    row_id = sent_id(ward.post(N7, data=filled(ward, physical_percent="70")))
    address = f"/desk/entries/update/{row_id}/correct"
    assert other.get(address).status_code == 403
    assert other.get(f"{N7}?mend={row_id}").status_code == 403
    typed = filled(ward, address, reason="Thử")
    assert ward.post(address, data=typed).status_code == 409
    assert newest(sample_copy).id == row_id

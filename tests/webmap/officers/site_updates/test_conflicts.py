"""Updates sent over a newer state: both texts are kept, and only their sender drops one."""

from sqlalchemy import select

from geodata.models import ConflictingChange
from tests.officers import as_officer
from tests.webmap.officers.site_updates.update_forms import N7, field, filled, newest, sent_id


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
        kept = session.scalars(select(ConflictingChange)).all()
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
        kept = session.scalars(select(ConflictingChange)).one()
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
        aside = session.scalars(select(ConflictingChange.id)).one()
    assert other.post(f"/desk/aside/{aside}/drop").status_code == 404
    assert "67%" in ward.get("/desk/aside").text
    assert ward.post(f"/desk/aside/{aside}/drop").headers["Location"] == "/desk/aside"
    assert "67%" not in ward.get("/desk/aside").text
    assert ward.get(f"{N7}?aside={aside}").status_code == 404

"""Texts that come in by the API: what is kept of them, what is refused and told."""

import pytest

from tests.webmap.api.test_mass_assignment import Ready


@pytest.fixture(scope="module")
def ready(desk):
    return Ready(desk)


def refused(ready, **changes):
    before = len(ready.owner.get("/api/queue").get_json()["entries"])
    body = ready.described() | {"code": "DUONG-CHU"} | changes
    answer = ready.owner.post("/api/projects", json=body)
    assert answer.status_code == 422, answer.text
    assert len(ready.owner.get("/api/queue").get_json()["entries"]) == before
    return answer.get_json()["errors"]


def test_a_character_that_nobody_can_print_is_told_with_its_place(ready):
    (problem,) = refused(ready, name="Đường \ufffe thử")["name"]
    assert problem["reason"] == (
        "has a character that cannot be printed (usually pasted from another file): U+FFFE, "
        "at place 7, after “Đường ”; delete it and send again"
    )


@pytest.mark.parametrize("text", ["§\u00ad\u00eang Sa §\u00d0c", "Ñöôøng Sa Ñeùc"])
def test_a_text_of_an_old_encoding_is_offered_in_unicode(ready, text):
    (problem,) = refused(ready, name=text)["name"]
    assert "“Đường Sa Đéc”" in problem["reason"]
    assert problem["allowed"] == ["Đường Sa Đéc"]


def test_a_text_is_kept_as_it_is_seen(ready):
    body = ready.contribution() | {
        "hamlet": " Kho\u0301m\u00a0 3\u200b",
        "note": "\uf0b7 a\r\nb\u00ad",
    }
    answer = ready.ward.post("/api/contributions", json=body)
    assert answer.status_code == 201, answer.text
    row = answer.get_json()["id"]
    told = ready.ward.get(f"/api/contributions/{row}").get_json()["changes"]
    kept = {change["label"]: change["new"] for change in told}
    assert (kept["Hamlet"], kept["Note"]) == ("Khóm 3", "• a\nb")
    again = ready.ward.post("/api/contributions", json=body | {"hamlet": "Khóm 3"})
    assert again.status_code == 200  # the same entry: what is compared is what is kept

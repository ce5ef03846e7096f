"""A project's desk: descriptions and new projects, which wait for the secretariat."""

import re
from html import unescape

from geodata.models import ProjectRevision
from tests.geodata.officers import rows
from tests.officers import as_officer
from tests.webmap.officers.project_desk.desk_steps import (
    DESCRIBED,
    DESK,
    based,
    feature,
    send,
    text_of,
    value_of,
)

AS_GEOJSON = '{"type":"LineString","coordinates":[[105.758,10.3],[105.768,10.3]]}'


def test_description_waits_for_the_secretariat(app, owner):
    assert 'value="Đường thử"' in owner.get(f"{DESK}/revise").text
    fields = based(owner)
    answer = send(owner, f"{DESK}/revise", fields, reason="")
    assert answer.status_code == 422
    assert value_of(answer, "base_version") == fields["base_version"]
    assert send(owner, f"{DESK}/revise", fields).status_code == 303
    assert feature(app)["name"] == "Đường thử"
    desk = owner.get(DESK).text
    assert "Đường thử nối dài" in desk
    entry = re.search(r"/desk/entries/revision/\d+", desk)[0]
    secretariat = as_officer(app, "secretariat")
    assert "Kéo dài thêm 200 m" in text_of(secretariat.get(entry))
    assert secretariat.post(entry, data={"verdict": "verified"}).status_code == 303
    assert feature(app)["name"] == "Đường thử nối dài"


def test_two_outlines_are_told_apart_in_words(app, owner):
    """Both read as a line there; only the metres say that they are not one."""
    path = f"{DESK}/revise"
    line = "LINESTRING (105.758 10.3, 105.768 {})"
    colleague = as_officer(app, "owner", username="dong.nghiep")
    mine, theirs = based(owner), based(colleague)
    assert send(colleague, path, theirs, place=line.format("10.3002")).status_code == 303
    answer = send(owner, path, mine, place=f'{{"type":"Feature","geometry":{AS_GEOJSON}}}')
    assert answer.status_code == 409
    table = answer.text.partition('class="side-by-side"')[2].partition("</table>")[0]
    words = unescape(re.sub("<[^>]+>", " ", table))
    assert (
        "một tuyến (105.7680, 10.3002): dời 11 m, chỗ lệch nhất 22 m, dài 1.095 m thành 1.096 m"
        in words
    )
    assert "LINESTRING" not in words
    entry = re.search(r"/desk/entries/revision/\d+", owner.get(DESK).text)[0]
    shown = text_of(as_officer(app, "secretariat").get(entry))
    assert "một tuyến (105.7680, 10.3002): dời" in shown


def test_two_descriptions_of_a_state_stand_side_by_side(app, site, owner):
    path = f"{DESK}/revise"
    colleague = as_officer(app, "owner", username="dong.nghiep")
    mine, theirs = based(owner), based(colleague)
    other = {"name": "Đường của đồng nghiệp", "is_key": "1", "total_investment": "3.000.000.000"}
    assert send(colleague, path, theirs, **other).status_code == 303
    count = len(rows(site, ProjectRevision))
    answer = send(owner, path, mine)
    assert answer.status_code == 409
    assert len(rows(site, ProjectRevision)) == count
    table = answer.text.partition('class="side-by-side"')[2].partition("</table>")[0]
    plain = unescape(re.sub("<[^>]+>", "|", table.replace("</tr>", "\n")))
    cells = [re.findall(r"[^|]+", line.strip()) for line in plain.splitlines()]
    assert ["Tên dự án, công trình", "Đường thử nối dài", "Đường của đồng nghiệp"] in cells
    assert ["Công trình trọng điểm", "–", "Có"] in cells
    assert not any(row[0].startswith("Vị trí") for row in cells if row), "one place, typed twice"
    assert "Lĩnh vực" not in {row[0] for row in cells if row}, "where both say the same"
    assert 'value="Đường thử nối dài"' in answer.text
    again = {"base_version": value_of(answer, "base_version")}
    assert send(owner, path, mine, **again).status_code == 303
    page = owner.get(path).text
    assert "Điền sẵn theo bản mô tả đang chờ xác nhận" in text_of(owner.get(path))
    assert 'value="Đường thử nối dài"' in page


def test_new_project_is_public_once_confirmed(app, owner):
    fields = DESCRIBED | {"code": "DUONG-MOI", "name": "Đường mới", "reason": ""}
    assert owner.get("/desk/projects/new").status_code == 200
    assert send(owner, "/desk/projects/new", fields, code="đường mới").status_code == 422
    answer = send(owner, "/desk/projects/new", fields)
    assert answer.headers["Location"] == "/desk/projects/DUONG-MOI?saved=1"
    assert send(owner, "/desk/projects/new", fields).status_code == 422, "the code is taken"
    desk = owner.get("/desk/projects/DUONG-MOI")
    assert "Dự án này chưa được thường trực xác nhận" in text_of(desk)
    public = app.test_client()
    assert public.get("/projects/DUONG-MOI").status_code == 404
    assert "only=unconfirmed" in owner.get("/desk").text
    entry = re.search(r"/desk/entries/revision/\d+", desk.text)[0]
    as_officer(app, "secretariat").post(entry, data={"verdict": "verified"})
    assert public.get("/projects/DUONG-MOI").status_code == 200


def test_registering_in_anothers_name_is_refused(owner):
    fields = DESCRIBED | {"code": "DUONG-MOI", "agency": "phong-kt-30214@2025"}
    assert send(owner, "/desk/projects/new", fields).status_code == 403

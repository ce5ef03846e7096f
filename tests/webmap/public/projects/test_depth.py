"""A project's page in depth: pictures, curves, what changed since a day, its own layers."""

import re

import pytest

from geodata import corrections
from geodata.journal import SYSTEM
from geodata.models import Photo
from tests.webmap.public.projects.test_project import text_of

RNA = "/projects/RACH-NGA-AM"


def table(html, name):
    part = html.split(f'id="{name}"', 1)[1].split("</figure>", 1)[0]
    rows = re.findall(r"<tr>(.*?)</tr>", part.split("<tbody>", 1)[1], re.DOTALL)
    return [
        (
            re.search(r'<th scope="row">(.*?)</th>', row)[1],
            *[
                float(found[1]) if (found := re.search(r'data-value="(.*?)"', cell)) else None
                for cell in re.findall(r"<td.*?</td>", row, re.DOTALL)
            ],
        )
        for row in rows
    ]


def test_curve_holds_plan_and_confirmed_reports(client):
    rows = table(client.get(RNA).text, "chart-progress")
    assert [row[0] for row in rows] == ["08/2024", "09/2024", "10/2024", "11/2024", "12/2024"]
    assert [row[2] for row in rows] == [0, 14, 55, 92, 100]
    assert rows[-1][1] == 100
    assert rows[0][1] == pytest.approx(0.8, abs=0.1)


def test_curve_knows_no_report_after_its_day(client):
    rows = table(client.get(f"{RNA}?as_of=2024-10-30").text, "chart-progress")
    assert [row[2] for row in rows] == [0, 14, 55, None, None]


def test_disbursement_of_a_year_runs_to_its_january(client):
    rows = table(client.get(RNA).text, "chart-2024")
    assert (len(rows), rows[0][0], rows[-1][0]) == (13, "01/2024", "01/2025")
    assert [row[2] for row in rows[8:]] == [0, 857650000, 1652700000, 2032380000, 2088000000]
    assert {row[3] for row in rows} == {2210000000}
    early = table(client.get(f"{RNA}?as_of=2024-11-30").text, "chart-2024")
    assert [row[2] for row in early[9:]] == [857650000, 1652700000, None, None]


def test_long_project_is_told_by_quarters(client):
    rows = table(client.get("/projects/KHU-TDC").text, "chart-progress")
    assert all(row[0].startswith("Quý ") for row in rows)


# ── Pictures ──────────────────────────────────────────────────────────────────────────────────


def test_pictures_are_shown_with_their_marks_and_kept_for_good(client):
    html = client.get(RNA).text
    told = text_of(client.get(RNA))
    assert "Trước khi làm · 30/08/2024 minh họa" in told
    assert "Hình vẽ minh họa của nhóm làm bản đồ" in told
    names = set(re.findall(r'src="(/photos/[^"]+)"', html))
    assert len(names) == 5
    for name in names:
        response = client.get(name)
        assert (response.status_code, response.mimetype) == (200, "image/jpeg")
        assert "immutable" in response.headers["Cache-Control"]
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        again = client.get(name, headers={"If-None-Match": response.headers["ETag"]})
        assert again.status_code == 304


def test_pictures_of_later_days_are_not_shown_before(client):
    assert text_of(client.get(f"{RNA}?as_of=2024-11-01")).count("Hình vẽ minh họa") == 2
    assert "Hình ảnh trước" not in text_of(client.get("/projects/DUONG-N7"))


@pytest.mark.parametrize(
    "name",
    ["x.jpg", "0" * 64 + ".jpg", "0" * 64 + ".svg", "../secret_key", "..%2Fsadec.gpkg", "%00.jpg"],
)
def test_picture_that_no_row_names_is_404(client, name):
    assert client.get(f"/photos/{name}").status_code == 404


def test_picture_that_was_taken_back_is_404(sample_copy, make_app):
    with sample_copy.reading() as session:
        row = session.query(Photo).filter_by(stage="after").one()
        session.expunge(row)
    client = make_app(sample_copy.url).test_client()
    address = f"/photos/{row.digest}.jpg"
    assert client.get(address).status_code == 200
    with sample_copy.writing() as session:
        corrections.correct(session, SYSTEM, row, {"voided": True}, "Xóa theo yêu cầu")
    assert client.get(address).status_code == 404
    assert row.digest not in client.get(RNA).text


# ── Since a day ───────────────────────────────────────────────────────────────────────────────


def test_changes_since_a_day_tell_what_when_and_who(client):
    told = text_of(client.get(f"{RNA}?since=2026-01-01"))
    assert "2 thay đổi được ghi nhận sau ngày 01/01/2026." in told
    assert "Tiến độ · ghi mới · của ngày 20/08/2026" in told
    assert "28/08/2026 10:17" in told


def test_changes_of_everything_are_written_in_both_languages(client):
    for code in ("RACH-NGA-AM", "DUONG-N7", "KHU-TDC"):
        for language in ("vi", "en"):
            response = client.get(f"/projects/{code}?since=2013-10-14&lang={language}")
            assert response.status_code == 200
            assert response.text.count("<ins>") > 20


def test_no_change_is_said(client):
    told = text_of(client.get(f"{RNA}?since=2026-11-22"))
    assert "Không có thay đổi nào được ghi nhận sau ngày 22/11/2026." in told


def test_day_as_people_write_it_leads_to_the_address(client):
    response = client.get(f"{RNA}?since=01/01/2026&lang=en")
    assert response.status_code == 303
    assert response.location == f"{RNA}?since=2026-01-01&lang=en"
    assert client.get(f"{RNA}?since=2026-02-30").status_code == 400


# ── Its own layers ────────────────────────────────────────────────────────────────────────────


def test_layers_of_one_project(client):
    def ids(name):
        address = f"/layers/{name}.geojson?project=RACH-NGA-AM"
        return [f["id"] for f in client.get(address).get_json(force=True)["features"]]

    assert ids("projects") == ["RACH-NGA-AM"]
    assert ids("units") == ["29905@2025"]
    contributions = client.get("/layers/contributions.geojson?project=RACH-NGA-AM").get_json(
        force=True
    )
    assert {f["properties"]["project"] for f in contributions["features"]} == {"RACH-NGA-AM"}
    assert ids("awards")


def test_unknown_project_in_a_layer_is_400(client):
    response = client.get("/layers/projects.geojson?project=NOPE")
    assert response.status_code == 400
    assert response.get_json(force=True)["errors"][0]["parameter"] == "project"


def test_page_draws_its_place_without_javascript(client):
    html = client.get(RNA).text
    assert '<svg class="sketch"' in html
    assert 'href="/layers/projects.geojson?project=RACH-NGA-AM"' in html

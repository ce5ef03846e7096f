"""`/desk/projects…`: who sees a project's desk, and the records that are kept there."""

import re
from html import unescape

import pytest

from geodata.models import Disbursement, Milestone, Package, ResponsibleUnit
from tests.geodata.officers import WARD, report, rows
from tests.officers import as_officer
from tests.webmap.officers.project_desk.desk_steps import DESK, PAID, feature, send, text_of

# ── Who sees what ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("role", "office", "status"),
    [
        ("owner", None, 200),
        ("owner", "phong-kt-30214@2025", 403),
        ("finance", None, 200),
        ("finance", "phong-kt-30214@2025", 403),
        ("secretariat", None, 200),
        ("leader", None, 200),
        ("ward", None, 403),
        ("administrator", None, 403),
    ],
)
def test_desk_is_open_to_whom_the_project_concerns(app, role, office, status):
    assert as_officer(app, role, office).get(DESK).status_code == status


def test_unknown_project_and_unknown_kind_of_row(owner):
    assert owner.get("/desk/projects/KHONG-CO").status_code == 404
    assert owner.get(f"{DESK}/award").status_code == 404
    assert owner.get(f"{DESK}/disbursement/999999").status_code == 404


def test_list_leads_to_the_desk_and_narrows(site, owner):
    report(site)
    text = owner.get("/desk/projects").text
    assert f'href="{DESK}"' in text
    for query, there in {"q=duong+thu": 1, "q=cầu": 0, "only=waiting": 1, "only=unpaid": 0}.items():
        assert (f'href="{DESK}"' in owner.get(f"/desk/projects?{query}").text) == there, query
    elsewhere = as_officer(owner.client.application, "owner", "phong-kt-30214@2025")
    assert "Chưa có dự án nào thuộc cơ quan của bạn." in text_of(elsewhere.get("/desk/projects"))


def test_leader_sees_what_waits_and_no_form(app, site):
    report(site, physical_percent=70)
    leader = as_officer(app, "leader")
    desk = leader.get(DESK)
    text = text_of(desk)
    assert "Đang chờ xác nhận, chưa tính vào số công khai" in text
    assert "50% → thành 70%" in text
    assert "Bạn xem được, kể cả mục đang chờ xác nhận; không thay đổi được ở đây." in text
    assert f"{DESK}/" not in desk.text
    assert leader.get(f"{DESK}/disbursement").status_code == 403
    assert send(leader, f"{DESK}/disbursement", PAID).status_code == 403


def test_counts_of_the_home_page_lead_to_as_many_rows(app, site):
    report(site, WARD, physical_percent=40)
    for role in ("owner", "secretariat", "leader"):
        client = as_officer(app, role)
        home = client.get("/desk").text
        links = re.findall(r'<a href="([^"]+)"[^>]*><b>(\d+)</b> <span>', home)
        assert len(links) >= 4
        for address, number in links:
            page = text_of(client.get(unescape(address)))
            word = "mục đang chờ" if "queue" in address else "dự án"
            assert f"{number} {word}" in page, (role, address)


# ── Records ───────────────────────────────────────────────────────────────────────────────────


def test_extension_is_what_lateness_is_judged_by(app, owner):
    assert feature(app)["late"] is True
    fields = {
        "kind": "extension",
        "number": "12/QĐ-UBND",
        "effective_on": "20/11/2026",
        "finish_on": "31/12/2027",
    }
    assert send(owner, f"{DESK}/decision", fields).status_code == 303
    assert feature(app)["late_reason"] != "overdue"
    assert "12/QĐ-UBND" in text_of(owner.get(DESK))


def test_new_milestone_gets_a_key_of_its_name(site, owner):
    fields = {"key": "", "name": "Xong phần móng", "effective_on": "20/11/2026"}
    assert send(owner, f"{DESK}/milestone", fields, actual_on="19/11/2026").status_code == 303
    assert [(row.key, row.name) for row in rows(site, Milestone)] == [
        ("xong-phan-mong", "Xong phần móng")
    ]


def test_package_and_clearance_are_kept(site, owner):
    package = {"key": "XL-01", "name": "Xây lắp", "effective_on": "20/11/2026"}
    assert send(owner, f"{DESK}/package", package).status_code == 303
    assert [row.key for row in rows(site, Package)] == ["xl-01"]
    counted = {"effective_on": "20/11/2026", "households_total": "40", "households_done": "41"}
    answer = send(owner, f"{DESK}/clearance", counted)
    assert answer.status_code == 422
    assert send(owner, f"{DESK}/clearance", counted, households_done="30").status_code == 303
    text = text_of(owner.get(DESK))
    assert "Xây lắp" in text
    assert 'value="40"' in owner.get(f"{DESK}/clearance").text


def test_secretariat_says_who_answers_for_the_site(app, owner):
    fields = {"unit": "30214@2025", "effective_on": "20/11/2026"}
    assert send(owner, f"{DESK}/responsible_unit", fields).status_code == 403
    commune = as_officer(app, "ward", "30214@2025")
    assert commune.get("/desk/sites/DUONG-THU/update").status_code == 403
    secretariat = as_officer(app, "secretariat")
    assert send(secretariat, f"{DESK}/responsible_unit", fields).status_code == 303
    assert commune.get("/desk/sites/DUONG-THU/update").status_code == 200


def test_a_unit_of_a_coming_day_is_seen_and_put_right(app, site):
    """It counts from its day on; until then a slip must not stay hidden."""
    secretariat = as_officer(app, "secretariat")
    fields = {"unit": "30214@2025", "effective_on": "01/06/2027"}
    path = f"{DESK}/responsible_unit"
    assert send(secretariat, path, fields).status_code == 303
    row = rows(site, ResponsibleUnit)[-1]
    page = secretariat.get(DESK)
    table = page.text.partition('id="responsible_unit"')[2].partition("</table>")[0]
    assert table.count("chưa đến ngày") == 1
    assert table.index("01/06/2027") < table.index("01/07/2025")
    assert f"{path}/{row.id}" in table
    form = secretariat.get(f"{path}/{row.id}")
    assert 'value="01/06/2027"' in form.text
    mended = fields | {"effective_on": "01/12/2026", "reason": "Gõ nhầm"}
    assert send(secretariat, f"{path}/{row.id}", mended).status_code == 303
    table = secretariat.get(DESK).text.partition('id="responsible_unit"')[2]
    assert "01/12/2026" in table
    assert "01/06/2027" not in table
    public = app.test_client().get("/projects/DUONG-THU").text
    assert "01/12/2026" not in public
    commune = as_officer(app, "ward", "30214@2025")
    assert commune.get("/desk/sites/DUONG-THU/update").status_code == 403


# ── What waits to be confirmed ────────────────────────────────────────────────────────────────


def test_names_are_never_markup(app, owner):
    fields = {"key": "", "name": "<b onclick=x>Móng</b>", "effective_on": "20/11/2026"}
    send(owner, f"{DESK}/milestone", fields, actual_on="19/11/2026")
    body = owner.get(DESK).text
    assert "&lt;b onclick=x&gt;" in body
    assert "<b onclick" not in body


def test_mass_assignment_is_refused(site, owner):
    answer = send(owner, f"{DESK}/disbursement", PAID, project_id="1", rev="1")
    assert answer.status_code == 422
    assert rows(site, Disbursement) == []

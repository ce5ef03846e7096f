"""`/desk/projects…`: what owners, the finance office and the secretariat keep of a project."""

import re
from html import unescape
from uuid import uuid4

import pytest

from geodata.models import Disbursement, Milestone, Package, ProjectRevision, ResponsibleUnit
from tests.geodata.officers import WARD, report, rows, with_site
from tests.officers import as_officer

DESK = "/desk/projects/DUONG-THU"
PAID = {
    "budget_year": "2026",
    "month": "10/2026",
    "kind": "payment",
    "amount": "250.000.000",
    "effective_on": "02/11/2026",
}
PLANNED = {
    "budget_year": "2026",
    "capital_source": "city_budget",
    "kind": "assigned",
    "amount": "500.000.000",
    "effective_on": "12/01/2026",
}
DESCRIBED = {
    "name": "Đường thử nối dài",
    "sector": "transport",
    "agency": "ban-qlda@2013",
    "effective_on": "20/11/2026",
    "total_investment": "2.000.000.000",
    "planned_start": "01/01/2024",
    "planned_finish": "31/12/2026",
    "place": "POINT (105.758 10.3)",
    "reason": "Kéo dài thêm 200 m",
}


@pytest.fixture
def site(defined_store):
    return with_site(defined_store)


@pytest.fixture
def app(site, make_app):
    return make_app(site.url)


@pytest.fixture
def owner(app):
    return as_officer(app, "owner")


def text_of(answer):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def send(client, path, fields, **more):
    return client.post(path, data={"client_uuid": str(uuid4())} | fields | more)


def based(client, path=f"{DESK}/revise", fields=DESCRIBED):
    """The fields with the version that the form bears."""
    return fields | {"base_version": value_of(client.get(path), "base_version")}


def value_of(answer, name):
    return re.search(rf'name="{name}" value="([^"]*)"', answer.text)[1]


def feature(app):
    found = app.test_client().get("/layers/projects.geojson?project=DUONG-THU").get_json()
    return found["features"][0]["properties"]


def figures(app):
    return app.test_client().get("/figures.json").get_json()["total"]


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


# ── Money ─────────────────────────────────────────────────────────────────────────────────────


def test_disbursement_changes_the_years_figure(app, owner):
    assert send(owner, f"{DESK}/capital_plan", PLANNED).status_code == 303
    before = figures(app)["disbursed_year"]
    answer = send(owner, f"{DESK}/disbursement", PAID)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{DESK}?saved=disbursement")
    assert figures(app)["disbursed_year"] - (before or 0) == 250_000_000
    text = text_of(owner.get(answer.headers["Location"]))
    assert "Đã ghi: giải ngân." in text
    assert "Niên độ 2026: đã giải ngân 250 triệu đồng / 500 triệu đồng (50%)" in text
    assert "10/2026 – 250.000.000 đồng" in text


def test_amounts_are_read_as_the_page_writes_them(site, owner):
    answer = send(owner, f"{DESK}/disbursement?lang=en", PAID, amount="1,250,000")
    assert answer.status_code == 303
    assert [row.amount for row in rows(site, Disbursement)] == [1_250_000]


def test_finance_of_the_unit_enters_money_and_nothing_else(app):
    finance = as_officer(app, "finance")
    assert send(finance, f"{DESK}/disbursement", PAID).status_code == 303
    assert finance.get(f"{DESK}/clearance").status_code == 403
    assert finance.get(f"{DESK}/revise").status_code == 403


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("amount", "một tỷ", "không phải số"),
        ("amount", "", "cần điền"),
        ("month", "13/2026", "không phải tháng"),
        ("month", "12/2025", "không thuộc niên độ 2026"),
        ("effective_on", "24/11/2026", "Không được sau ngày 23/11/2026"),
    ],
)
def test_what_is_wrong_is_told_by_its_field_and_what_was_typed_stays(
    site, owner, field, value, said
):
    answer = send(owner, f"{DESK}/disbursement", PAID, **{field: value, "source": "Kho bạc"})
    assert answer.status_code == 422
    assert said in re.search(rf'id="{field}-error".*?</p>', answer.text, re.S)[0]
    assert 'value="Kho bạc"' in answer.text
    assert rows(site, Disbursement) == []


def test_the_same_form_twice_is_one_row(site, owner):
    key = str(uuid4())
    for _ in range(2):
        assert send(owner, f"{DESK}/disbursement", PAID, client_uuid=key).status_code == 303
    assert len(rows(site, Disbursement)) == 1


def test_series_goes_on_with_the_next_month(owner):
    answer = send(owner, f"{DESK}/disbursement", PAID, again="1")
    form = owner.get(answer.headers["Location"])
    assert "Đã ghi. Nhập tiếp dòng sau." in text_of(form)
    assert 'name="month" value="11/2026"' in form.text
    assert 'name="budget_year" value="2026"' in form.text


def test_over_the_plan_is_taken_and_told(owner):
    answer = send(owner, f"{DESK}/disbursement", PAID, amount="9.000.000.000")
    assert answer.status_code == 303
    assert "Giải ngân vượt kế hoạch vốn" in text_of(owner.get(answer.headers["Location"]))


def test_row_is_put_right_with_a_reason(app, site, owner):
    send(owner, f"{DESK}/disbursement", PAID)
    row = rows(site, Disbursement)[0]
    path = f"{DESK}/disbursement/{row.id}"
    assert f'href="{path}"' in owner.get(DESK).text
    assert 'value="250.000.000"' in owner.get(path).text
    answer = send(owner, path, PAID, amount="200.000.000")
    assert answer.status_code == 422
    assert "cần điền" in re.search(r'id="reason-error".*?</p>', answer.text, re.S)[0]
    assert 'value="200.000.000"' in answer.text
    answer = send(owner, path, PAID, amount="200.000.000", reason="Cộng nhầm một phiếu")
    assert answer.status_code == 303
    assert figures(app)["disbursed_year"] == 200_000_000
    assert owner.get(path).status_code == 404
    fresh = rows(site, Disbursement)[-1]
    assert (fresh.supersedes_id, fresh.reason) == (row.id, "Cộng nhầm một phiếu")


def test_row_is_taken_back(app, site, owner):
    send(owner, f"{DESK}/disbursement", PAID)
    row = rows(site, Disbursement)[0]
    answer = send(owner, f"{DESK}/disbursement/{row.id}", {"voided": "1", "reason": "Nhầm dự án"})
    assert answer.status_code == 303
    assert not figures(app)["disbursed_year"]


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


def test_acceptance_needs_day_and_document_and_another_officer(app, site, owner):
    path = f"{DESK}/acceptance"
    version = re.search(r'name="base_version" value="(\d+)"', owner.get(path).text)[1]
    fields = {"completed_on": "20/11/2026", "base_version": version}
    answer = send(owner, path, fields)
    assert answer.status_code == 422
    assert send(owner, path, fields, document_number="05/BBNT").status_code == 303
    assert feature(app)["status"] == "implementation"
    entry = re.search(r"/desk/entries/update/\d+", owner.get(DESK).text)[0]
    assert owner.post(entry, data={"verdict": "verified"}).status_code == 403
    colleague = as_officer(app, "owner", username="dong.nghiep")
    assert colleague.post(entry, data={"verdict": "verified"}).status_code == 303
    assert feature(app)["status"] == "completion"
    assert "05/BBNT" in text_of(owner.get(DESK))


def test_acceptance_that_came_back_is_filled_in_again(app, site, owner):
    path = f"{DESK}/acceptance"
    version = re.search(r'name="base_version" value="(\d+)"', owner.get(path).text)[1]
    fields = {"completed_on": "20/11/2026", "base_version": version, "document_number": "05/BBNT"}
    assert send(owner, path, fields).status_code == 303
    entry = re.search(r"/desk/entries/update/(\d+)", owner.get(DESK).text)
    assert "05/BBNT" in text_of(owner.get(entry[0]))
    colleague = as_officer(app, "owner", username="dong.nghiep")
    colleague.post(entry[0], data={"verdict": "returned", "reason": "Sai số"})
    assert "05/BBNT" not in app.test_client().get("/projects/DUONG-N7").text
    assert f"{path}?mend={entry[1]}" in owner.get("/desk/entries").text
    page = owner.get(f"{path}?mend={entry[1]}").text
    assert 'value="05/BBNT"' in page
    assert 'value="20/11/2026"' in page
    other = as_officer(app, "owner", "phong-kt-30214@2025", username="noi.khac")
    assert other.get(f"{path}?mend={entry[1]}").status_code in (403, 404)


def test_acceptance_after_a_newer_report_is_shown_again(site, owner):
    path = f"{DESK}/acceptance"
    version = re.search(r'name="base_version" value="(\d+)"', owner.get(path).text)[1]
    report(site, WARD)
    fields = {"completed_on": "20/11/2026", "base_version": version, "document_number": "05/BBNT"}
    answer = send(owner, path, fields)
    assert answer.status_code == 409
    assert "Vừa có cập nhật mới của công trình này" in text_of(answer)
    fresh = re.search(r'name="base_version" value="(\d+)"', answer.text)[1]
    assert send(owner, path, fields, base_version=fresh).status_code == 303


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

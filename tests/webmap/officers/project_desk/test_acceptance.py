"""A project's desk: acceptance needs a day, a document and another officer."""

import re

from tests.geodata.officers import WARD, report
from tests.officers import as_officer
from tests.webmap.officers.project_desk.desk_steps import DESK, feature, send, text_of


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


def test_words_of_an_acceptance_that_may_name_a_person_are_asked_about_and_sent(site, owner):
    path = f"{DESK}/acceptance"
    version = re.search(r'name="base_version" value="(\d+)"', owner.get(path).text)[1]
    fields = {
        "completed_on": "20/11/2026", "base_version": version, "document_number": "05/BBNT",
        "note": "Còn 2 hộ chưa nhận tiền",
    }  # fmt: skip
    answer = send(owner, path, fields)
    assert answer.status_code == 422
    assert "Còn 2 hộ" in text_of(answer)
    token = re.search(r'name="confirmed" value="([^"]+)"', answer.text)[1]
    assert send(owner, path, fields, confirmed=token).status_code == 303

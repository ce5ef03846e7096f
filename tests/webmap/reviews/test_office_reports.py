"""Who is asked to report for a review, and the reports that offices send with their files."""

import datetime as dt
import hashlib
import io
import re
import stat
import zipfile
from html import unescape

import pytest

from geodata import reviews
from geodata.reviews import filed, states
from tests.webmap.reviews.desk_steps import COMMUNE, OWNER, PDF, WARD, asked, begin


def reporting_of(desk, code):
    with desk.store.reading() as session:
        found = states.reporting(session, reviews.review(session, code).id)
        return {item.office: (item.due_on, item.report and item.report.number) for item in found}


def test_offices_are_asked_and_who_has_not_reported_is_told(desk, secretary):
    code = asked(secretary, WARD, COMMUNE)
    day = dt.date(2025, 12, 5)
    assert reporting_of(desk, code) == {WARD: (day, None), COMMUNE: (day, None)}
    page = secretary.get(f"/desk/reviews/{code}").text
    reminder = unescape(re.search(r'id="reminder"[^>]*>(.*?)</textarea>', page, re.S)[1])
    assert "- Phường Sa Đéc" in reminder
    assert "05/12/2025" in reminder
    again = {"offices": [COMMUNE], "due_on": "10/12/2025"}
    secretary.post(f"/desk/reviews/{code}/ask", data=again)
    assert reporting_of(desk, code) == {COMMUNE: (dt.date(2025, 12, 10), None)}


def test_offices_of_the_closing_day_can_be_asked(secretary):
    def offered(code):
        page = secretary.get(f"/desk/reviews/{code}/ask").text
        return set(re.findall(r'name="offices" value="([^"]+)"', page))

    now = offered(begin(secretary))
    assert {WARD, COMMUNE, OWNER} <= now, "an owner without a known successor still reports"
    assert "29905@2013" not in now
    before = offered(begin(secretary, as_of="30/11/2024", period_from="01/01/2024"))
    assert {"29905@2013", OWNER} <= before
    assert WARD not in before


def test_an_unknown_office_cannot_be_asked(desk, secretary):
    code = begin(secretary)
    form = {"offices": ["nowhere@2025"], "due_on": "05/12/2025"}
    answer = secretary.post(f"/desk/reviews/{code}/ask", data=form)
    assert answer.status_code == 422
    assert reporting_of(desk, code) == {}


def reported(client, code, office=WARD, file=None, **changes):
    form = {"office": office, "number": "12/BC-UBND", "dated": "02/12/2025",
            "received_on": "03/12/2025"} | changes  # fmt: skip
    if file is not None:
        form["file"] = (io.BytesIO(file[1]), file[0])
    address = f"/desk/reviews/{code}/report"
    return client.post(address, data=form, content_type="multipart/form-data")


def test_a_report_keeps_its_number_and_its_file(desk, secretary, ward):
    code = asked(secretary)
    assert reported(ward, code, file=("Báo cáo.pdf", PDF)).status_code == 303
    assert reporting_of(desk, code)[WARD][1] == "12/BC-UBND"
    digest = hashlib.sha256(PDF).hexdigest()
    path = filed.place(desk.store.media, digest, filed.PDF)
    assert path.read_bytes() == PDF
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    address = f"/desk/reviews/{code}/reports/{WARD}"
    for role in ("ward", "secretariat", "leader"):
        answer = desk.officer(role).get(address)
        assert answer.data == PDF, role
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["Cache-Control"] == "private, no-store"
    assert desk.officer("ward", COMMUNE).get(address).status_code == 403
    visitor = desk.app.test_client()
    assert visitor.get(address).status_code == 303
    assert visitor.get(f"/photos/{digest}.pdf").status_code == 404
    assert secretary.get(f"/desk/reviews/{code}/reports/{COMMUNE}").status_code == 404


def word(*names):
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return body.getvalue()


def test_a_word_document_is_taken_by_its_bytes(desk, secretary, ward):
    code = asked(secretary)
    docx = word("[Content_Types].xml", "word/document.xml")
    assert reported(ward, code, file=("tên gì cũng được", docx)).status_code == 303
    answer = ward.get(f"/desk/reviews/{code}/reports/{WARD}")
    assert answer.mimetype == filed.DOCX


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"MZ\x90\x00",
        b"<html><script>alert(1)</script>",
        b"PK\x03\x04 broken",
        word("xl/workbook.xml", "[Content_Types].xml"),
        word("[Content_Types].xml", "word/document.xml", filed.MACROS),
    ],
)
def test_another_kind_of_file_is_refused(desk, secretary, ward, body):
    code = asked(secretary)
    answer = reported(ward, code, file=("report.pdf", body))
    assert answer.status_code == 422
    assert 'href="#file"' in answer.text
    assert 'value="12/BC-UBND"' in answer.text
    assert reporting_of(desk, code)[WARD][1] is None
    digest = hashlib.sha256(body).hexdigest()
    assert not list(desk.store.media.glob(f"**/{digest}*"))


def test_a_file_too_large_is_refused(desk, secretary, ward, monkeypatch):
    code = asked(secretary)
    monkeypatch.setattr(filed, "MOST_BYTES", 100)
    answer = reported(ward, code, file=("report.pdf", PDF + b" " * 100))
    assert answer.status_code == 422
    assert reporting_of(desk, code)[WARD][1] is None


def test_a_report_is_its_offices_or_entered_by_the_secretariat(desk, secretary, ward):
    code = asked(secretary, WARD, COMMUNE)
    assert reported(ward, code, COMMUNE, file=("a.pdf", PDF)).status_code == 403
    assert reported(secretary, code, COMMUNE).status_code == 303
    assert reporting_of(desk, code)[COMMUNE][1] == "12/BC-UBND"
    assert reported(ward, code, number="").status_code == 422
    assert reported(ward, code, received_on="01/12/2025").status_code == 422
    answer = reported(desk.officer("owner"), code, OWNER)
    assert answer.status_code == 422, "it was not asked"


def test_a_refused_report_leaves_no_file(desk, secretary, ward):
    code = asked(secretary, WARD)
    body = PDF + b"refused"
    digest = hashlib.sha256(body).hexdigest()
    owner, file = desk.officer("owner"), ("a.pdf", body)
    assert reported(owner, code, OWNER, file=file).status_code == 422, "it was not asked"
    assert reported(secretary, code, COMMUNE, file=file).status_code == 422, "it was not asked"
    assert reported(owner, code, WARD, file=file).status_code == 403
    assert reported(ward, code, number="", file=file).status_code == 422
    assert reported(ward, code, received_on="01/12/2025", file=file).status_code == 422
    assert list(desk.store.media.glob(f"**/{digest}*")) == []


def test_a_report_put_right_keeps_its_file(desk, secretary, ward):
    code = asked(secretary)
    address = f"/desk/reviews/{code}/report?office={WARD}"
    assert 'name="number" value=""' in ward.get(address).text
    file = ("Báo cáo.pdf", PDF)
    assert reported(ward, code, received_on="04/12/2025", file=file).status_code == 303
    page = ward.get(address).text
    for name, text in {"number": "12/BC-UBND", "dated": "02/12/2025",
                       "received_on": "04/12/2025"}.items():  # fmt: skip
        assert f'name="{name}" value="{text}"' in page
    assert "Đang giữ tệp: Báo cáo.pdf." in page
    assert reported(ward, code, number="21/BC-UBND").status_code == 303
    assert reporting_of(desk, code)[WARD][1] == "21/BC-UBND"
    kept = ward.get(f"/desk/reviews/{code}/reports/{WARD}")
    assert kept.data == PDF
    other = word("[Content_Types].xml", "word/document.xml")
    assert reported(ward, code, number="21/BC-UBND", file=("b.docx", other)).status_code == 303
    assert ward.get(f"/desk/reviews/{code}/reports/{WARD}").mimetype == filed.DOCX

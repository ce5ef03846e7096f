"""An office's own template of the report: taken out, edited, used; a wrong one is named."""

import io
import time

import pytest
from docx import Document
from docx.oxml.ns import qn

from geodata import reviews
from tests.webmap.documents.reviews import SECRETARY
from webmap.config import Settings

CODE = "annual-2025-11-30"


@pytest.fixture
def standard(review_store, make_app, tmp_path):
    """The template that comes with the software, as the command gives it out."""
    path = tmp_path / "mau.docx"
    runner = make_app(review_store.url).test_cli_runner()
    done = runner.invoke(args=["review", "template", "--out", str(path)])
    assert (done.exit_code, done.output) == (0, f"{path}\n")
    again = runner.invoke(args=["review", "template", "--out", str(path)])
    assert again.exit_code == 1
    assert "mau.docx" in again.output
    return path


def edited(path, text):
    document = Document(path)
    document.paragraphs[-1].insert_paragraph_before(text)
    document.save(path)


def export(app, out):
    args = ["review", "export", CODE, "--format", "docx", "--out", str(out)]
    return app.test_cli_runner().invoke(args=args)


def test_the_report_is_made_of_the_offices_own_template(review_store, make_app, standard, tmp_path):
    edited(standard, "Mẫu riêng: {{ place }}, năm {{ year }}")
    app = make_app(review_store.url, report_template=str(standard))
    assert export(app, tmp_path).exit_code == 0
    words = [p.text for p in Document(tmp_path / f"{CODE}.docx").paragraphs]
    assert "Mẫu riêng: Sa Đéc, năm 2025" in words
    assert any(text.startswith("Phụ lục 1.") for text in words)


@pytest.mark.parametrize("text", ["{{ isuer }}", "{{ issuer.x.y }}", "{% for %}", "{{ "])
def test_a_template_that_is_wrong_is_named_and_nothing_is_written(
    review_store, make_app, standard, tmp_path, text
):
    edited(standard, f"Mẫu: {text}")
    out = tmp_path / "out"
    done = export(make_app(review_store.url, report_template=str(standard)), out)
    assert done.exit_code == 1
    assert "mau.docx" in done.output
    assert not out.exists()


def test_a_template_without_a_style_that_is_needed_is_named(
    review_store, make_app, standard, tmp_path
):
    document = Document(standard)
    style = document.styles["Table Grid"].element
    style.getparent().remove(style)
    for table in document.tables:
        for node in table._tbl.iter(qn("w:tblStyle")):
            node.getparent().remove(node)
    document.save(standard)
    done = export(make_app(review_store.url, report_template=str(standard)), tmp_path / "out")
    assert done.exit_code == 1
    assert "Table Grid" in done.output


def test_the_page_says_what_is_wrong_until_it_is_mended(review_store, make_app, standard):
    with review_store.writing() as session:
        reviews.publish(session, SECRETARY, CODE, True)
    good = standard.read_bytes()
    edited(standard, "{{ isuer }}")
    client = make_app(review_store.url, report_template=str(standard)).test_client()
    address = f"/reviews/{CODE}/files/docx"
    answer = waited(client, address)
    for _time in range(2):
        assert answer.status_code == 503
        assert "mau.docx" in answer.text
        assert "Refresh" not in answer.headers
        answer = client.get(address)
    assert "lacks" not in answer.text
    assert "is wrong where it has double braces" in client.get(f"{address}?lang=en").text
    again = client.get(f"{address}?again=1")
    assert (again.status_code, again.headers["Location"]) == (303, address)
    assert waited(client, address).status_code == 503
    standard.write_bytes(good)
    answer = waited(client, address)
    assert answer.status_code == 200
    assert Document(io.BytesIO(answer.data)).paragraphs


def waited(client, address):
    deadline = time.monotonic() + 60
    answer = client.get(address)
    while answer.status_code == 202 and time.monotonic() < deadline:
        time.sleep(0.1)
        answer = client.get(address)
    return answer


@pytest.mark.parametrize("content", [None, b"", b"%PDF-1.7", b"PK\x03\x04 no archive"])
def test_what_is_no_word_document_is_refused_at_the_start(tmp_path, content):
    path = tmp_path / "mau.docx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ValueError, match="report_template"):
        Settings(report_template=str(path))

"""Documents, uses and packages come in by files, count at their day, and are found."""

import datetime as dt
import shutil
from decimal import Decimal

import pytest
from sqlalchemy import select

from geodata import queries
from geodata.errors import BrokenFile
from geodata.importers.campaign_folder import LoadReport
from geodata.models import CriterionLink, Document, ProjectDecision
from geodata.queries.projects.history import history
from geodata.search import CODE, NAME, search
from tests.factories import CAMPAIGN
from tests.geodata.importers.test_campaign_files import AWARDS, CONTRIBUTIONS, PROJECT, change, put

TODAY = dt.date(2026, 11, 23)
PACKAGES = """\
packages:
  - {key: XL-1, name: "Xây lắp", package_price: 900, effective_on: 2024-01-10}
  - {key: XL-1, name: "Xây lắp", package_price: 900, winning_price: 850, contractor: "Công ty A",
     contract_number: "1/HĐ", contract_ends_on: 2024-12-31, effective_on: 2024-02-10}
decisions:
  - {kind: approval, number: "77/QĐ-UBND", signed_on: 2024-01-05, signer: "UBND thành phố"}
"""
USES = """\
- {contribution: DG-1, effective_on: 2024-03-01, project: DUONG-THU, quantity: 12.5,
   note: "Mở rộng nền đường", document_date: 2024-02-28}
"""
DOCUMENTS = """\
- key: bien-ban
  title: "Biên bản hiến đất"
  number: "12/BB"
  issuer: 29905@2013
  issued_on: 2024-02-01
  illustrative: [project]
  proves:
    - {criterion: 1.4.b.2, contribution: DG-1, effective_on: 2024-02-01, evidence: "Chữ ký"}
    - {criterion: 1.1.a.2, project: DUONG-THU, effective_on: 2024-02-02}
    - {criterion: 1.4.c, award: KT-1, effective_on: 2024-06-01}
"""


@pytest.fixture
def folder(tmp_path):
    """A campaign of one project, contribution and award, with papers of each kind."""
    for name in ("campaign.yaml", "units.geojson", "plan.md"):
        shutil.copy(CAMPAIGN / name, tmp_path / name)
    data = tmp_path / "data"
    (data / "projects").mkdir(parents=True)
    shutil.copy(CAMPAIGN / "sample" / "data.yaml", data / "data.yaml")
    (data / "projects" / "thu.yaml").write_text(PROJECT + PACKAGES, "utf-8")
    (data / "contributions.csv").write_text(CONTRIBUTIONS, "utf-8")
    (data / "awards.yaml").write_text(AWARDS, "utf-8")
    (data / "uses.yaml").write_text(USES, "utf-8")
    (data / "documents.yaml").write_text(DOCUMENTS, "utf-8")
    return tmp_path


def found(store, as_of=TODAY):
    with store.reading() as session:
        return queries.snapshot(session, queries.moment(session, as_of, today=TODAY))


def test_loading_again_changes_nothing(store, folder):
    assert put(store, folder / "data").added == 21
    assert put(store, folder / "data") == LoadReport(0, 1)


def test_document_is_cited_by_each_thing_that_it_proves(store, folder):
    put(store, folder / "data")
    (document,) = [d for d in found(store).documents if d.kind is None]
    assert (document.title, document.number) == ("Biên bản hiến đất", "12/BB")
    assert document.cited_by == (
        ("contribution", "DG-1"),
        ("project", "DUONG-THU"),
        ("award", "KT-1"),
    )
    assert document.criteria == ("1.1.a.2", "1.4.b.2", "1.4.c")
    with store.reading() as session:
        row = session.scalars(select(Document)).one()
        links = session.scalars(select(CriterionLink).where(CriterionLink.document_id == row.id))
        assert [link.illustrative for link in links] == [["project"]] * 3


def test_document_counts_from_its_day(store, folder):
    put(store, folder / "data")
    assert [d.number for d in found(store, dt.date(2024, 1, 31)).documents] == ["77/QĐ-UBND"]
    (document, _decision) = found(store, dt.date(2024, 2, 1)).documents
    assert document.cited_by == (("contribution", "DG-1"),)


@pytest.mark.parametrize(
    ("query", "number", "rank"),
    [
        ("12/BB", "12/BB", CODE),
        ("12 bb", "12/BB", CODE),
        ("bien ban hien dat", "12/BB", NAME),
        ("77/QD-UBND", "77/QĐ-UBND", CODE),
    ],
)
def test_document_is_found_by_number_and_title(store, folder, query, number, rank):
    put(store, folder / "data")
    state = found(store)
    best = search(state, query)[0]
    assert (best.kind, best.rank) == ("document", rank)
    assert state.document_by_key[best.key].number == number


def test_decision_without_a_number_is_no_document(store, folder):
    change(folder, "data/projects/thu.yaml", 'number: "77/QĐ-UBND", ', "")
    put(store, folder / "data")
    assert [d.kind for d in found(store).documents] == [None]
    with store.reading() as session:
        assert session.scalars(select(ProjectDecision)).one().number is None


def test_later_row_of_a_package_replaces_the_former(store, folder):
    put(store, folder / "data")
    with store.reading() as session:
        early = history(
            session, queries.moment(session, dt.date(2024, 1, 31), today=TODAY), "DUONG-THU"
        )
        late = history(session, queries.moment(session, today=TODAY), "DUONG-THU")
    assert [(p.key, p.winning_price) for p in early.packages] == [("XL-1", None)]
    assert [(p.winning_price, p.contractor) for p in late.packages] == [(850, "Công ty A")]


def test_use_of_a_contribution_is_told_by_its_project(store, folder):
    put(store, folder / "data")
    with store.reading() as session:
        told = history(session, queries.moment(session, today=TODAY), "DUONG-THU")
    (use,) = told.uses
    assert (use.contribution, use.quantity, use.note) == (
        "DG-1",
        Decimal("12.5"),
        "Mở rộng nền đường",
    )


@pytest.mark.parametrize(
    ("name", "old", "new", "line"),
    [
        ("documents.yaml", "project: DUONG-THU", "project: DUONG-LA", 9),
        ("documents.yaml", "award: KT-1, ", "", 10),
        ("documents.yaml", "[project]", "[nope]", 1),
        ("uses.yaml", "quantity: 12.5", "quantity: -1", 1),
        ("uses.yaml", "project: DUONG-THU", "project: DUONG-LA", 1),
        ("projects/thu.yaml", "winning_price: 850", "winning_price: -850", 18),
    ],
)
def test_wrong_entry_is_refused_with_its_line_and_nothing_is_left(
    store, folder, name, old, new, line
):
    change(folder, f"data/{name}", old, new)
    with pytest.raises(BrokenFile) as refused:
        put(store, folder / "data")
    assert (refused.value.file, refused.value.line) == (name, line)
    assert found_nothing(store)


def found_nothing(store):
    with store.reading() as session:
        return session.scalar(select(Document.id).limit(1)) is None


def test_sample_has_papers_of_each_kind(sample_store):
    with sample_store.reading() as session:
        when = queries.moment(session, today=TODAY)
        state = queries.snapshot(session, when)
        road = history(session, when, "DUONG-N7")
    assert {d.number for d in state.documents} >= {"1663/NQ-UBTVQH15", "MH-218/QĐ-UBND"}
    assert [package.key for package in road.packages] == ["XL-01", "TV-01"]
    assert all(package.illustrative for package in road.packages)
    assert search(state, "1663/NQ-UBTVQH15")[0].kind == "document"

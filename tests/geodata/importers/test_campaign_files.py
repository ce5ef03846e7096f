"""The campaign's files: what they must hold, how they load, and what is refused, with its line."""

import datetime as dt
import shutil
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from geodata import queries
from geodata.errors import BadInput, BrokenFile, CampaignError, Conflict, NotFound
from geodata.importers.campaign_folder import LoadReport, load
from geodata.models import Base, JournalEntry, StatusUpdate
from tests.factories import CAMPAIGN

TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def folder(tmp_path):
    """A copy of the campaign with a sample of one project, one contribution and one award."""
    for name in ("campaign.yaml", "units.geojson", "plan.md"):
        shutil.copy(CAMPAIGN / name, tmp_path / name)
    data = tmp_path / "data"
    (data / "projects").mkdir(parents=True)
    shutil.copy(CAMPAIGN / "sample" / "data.yaml", data / "data.yaml")
    (data / "projects" / "thu.yaml").write_text(PROJECT, "utf-8")
    (data / "contributions.csv").write_text(CONTRIBUTIONS, "utf-8")
    (data / "awards.yaml").write_text(AWARDS, "utf-8")
    return tmp_path


PROJECT = """\
code: DUONG-THU
illustrative: [place]
source: "Biên bản thử"
revisions:
  - {effective_on: 2024-01-01, name: "Đường thử", sector: transport, agency: ban-qlda@2013,
     total_investment: 1000, place: {type: Point, coordinates: [105.758, 10.3]}}
disbursements:
  - {year: 2024, month: "2024-03", kind: payment, amount: 400, effective_on: 2024-03-31}
updates:
  - {observed_on: 2024-04-01, reported_by: 29905@2013, status: implementation,
     physical_percent: 40.5}
  - {observed_on: 2024-05-01, reported_by: 29905@2013, status: implementation,
     physical_percent: 60, verified_at: null}
criteria:
  - {criterion: 1.1.a.2, effective_on: 2024-01-01, evidence: "Quyết định phê duyệt"}
"""
CONTRIBUTIONS = """\
code,kind,quantity,unit_of_measure,value,unit,project,date,giver_kind,givers,lon,lat,criteria
DG-1,land,12.5,m²,3000,29905@2013,DUONG-THU,2024-02-01,household,1,105.7581,10.3001,1.4.b.2;1.3.2
"""
AWARDS = """\
- {code: KT-1, type: timely, form: giay-khen-tp, year: 2024, recipient_kind: household,
   recipients: 1, recipient: "1 hộ dân", unit: 29905@2013, achievement: "Hiến đất",
   projects: [DUONG-THU], contributions: [DG-1],
   steps: [{step: decided, on: 2024-06-01, office: ubnd-tp@2013, number: "1/QĐ"}]}
"""


def counts(store):
    with store.reading() as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table))
            for table in Base.metadata.sorted_tables
        }


def put(store, path):
    with store.writing() as session:
        return load(session, path)


def change(folder, name, old, new):
    path = folder / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


# ── Loading ───────────────────────────────────────────────────────────────────────────────────


def test_loading_again_changes_nothing(store, folder):
    assert put(store, folder) == LoadReport(1, 0)
    first = put(store, folder / "data")
    before = counts(store)
    assert first.added == 13
    assert put(store, folder) == LoadReport(0, 1)
    assert put(store, folder / "data") == LoadReport(0, 1)
    assert counts(store) == before


def test_data_brings_its_definition_along(store, folder):
    put(store, folder / "data")
    with store.reading() as session:
        snapshot = queries.snapshot(session, queries.moment(session, today=TODAY))
    (project,) = snapshot.projects
    (contribution,) = snapshot.contributions
    (award,) = snapshot.awards
    assert (project.physical_percent, project.disbursed_total) == (Decimal("40.5"), 400)
    assert project.illustrative == ("place",)
    assert (project.criteria, project.awards) == (("1.1.a.2",), ("KT-1",))
    assert (contribution.quantity, contribution.criteria) == (Decimal("12.5"), ("1.3.2", "1.4.b.2"))
    assert (award.decision_number, award.contributions) == ("1/QĐ", ("DG-1",))


def test_new_entries_of_a_longer_file_are_added(store, folder):
    put(store, folder / "data")
    more = (
        '  - {year: 2024, month: "2024-04", kind: payment, amount: 100, effective_on: 2024-04-30}\n'
    )
    change(folder, "data/projects/thu.yaml", "updates:\n", more + "updates:\n")
    report = put(store, folder / "data")
    assert report.added == 1
    with store.reading() as session:
        (project,) = queries.snapshot(session, queries.moment(session, today=TODAY)).projects
    assert project.disbursed_total == 500


def test_entry_that_says_something_else_now_is_refused(store, folder):
    put(store, folder / "data")
    before = counts(store)
    change(folder, "data/projects/thu.yaml", "amount: 400", "amount: 500")
    with pytest.raises(BrokenFile, match="đính chính") as refused:
        put(store, folder / "data")
    assert refused.value.line == 8
    assert counts(store) == before


def test_definition_can_be_worded_anew(store, folder):
    put(store, folder)
    change(folder, "campaign.yaml", 'vi: "Giao thông"', 'vi: "Giao thông vận tải"')
    assert put(store, folder) == LoadReport(1, 0)
    with store.reading() as session:
        definition = queries.definition_at(session, 2**31 - 1)
        assert definition.sectors["transport"].name_vi == "Giao thông vận tải"
        assert len(definition.criteria) == 26
    grown = counts(store)
    assert grown["code_items"] - grown["criteria"] < 20
    assert grown["unit_revisions"] == 12


def test_another_campaign_does_not_enter_the_same_store(store, folder):
    put(store, folder)
    change(folder, "campaign.yaml", "code: sa-dec-ha-tang-2023", "code: noi-khac")
    with pytest.raises(Conflict):
        put(store, folder)


def test_nothing_is_asked_of_a_store_without_a_campaign(store):
    with store.reading() as session, pytest.raises(NotFound, match="campaign load"):
        queries.snapshot(session, queries.moment(session))


def test_folder_without_a_campaign_is_refused(store, tmp_path):
    with pytest.raises(BadInput, match=r"campaign\.yaml"):
        put(store, tmp_path)


# ── Refusals: file, line, reason; and nothing is left behind ──────────────────────────────────

BROKEN = [
    (
        "campaign.yaml",
        "starts_on: 2023-01-01",
        "starts_on: 2023-02-30",
        r"campaign.yaml:\d+.*2023-02",
    ),
    ("campaign.yaml", "starts_on:", "begins_on:", r"campaign.yaml:\d+.*(begins_on|starts_on)"),
    ("campaign.yaml", "code: gd2", "code: gd1", r"campaign.yaml:\d+.*gd1.*hai lần"),
    ("campaign.yaml", "  stale_days: 30", "  stale_days: [30", r"campaign.yaml:\d+.*YAML"),
    ("campaign.yaml", "units: units.geojson", "units: ../x.geojson", r"campaign.yaml:\d+"),
    ("campaign.yaml", 'code: "1.4.c"', 'code: "1.4.a"', r"campaign.yaml:\d+.*1.4.a.*hai lần"),
    ("units.geojson", '"29905@2025"', '"nowhere@2025"', r"units.geojson.*(nowhere|29905@2025)"),
    ("units.geojson", '"type"', '"type', r"units.geojson:1.*JSON"),
    (
        "data/projects/thu.yaml",
        "sector: transport",
        "sector: roads",
        r"thu.yaml:5.*sector.*transport",
    ),
    (
        "data/projects/thu.yaml",
        "total_investment: 1000",
        "total_investment: 1.5",
        r"thu.yaml:\d+.*1.5",
    ),
    (
        "data/projects/thu.yaml",
        "total_investment: 1000",
        "total_investment: NaN",
        r"thu.yaml:\d+.*NaN",
    ),
    (
        "data/projects/thu.yaml",
        "[105.758, 10.3]",
        "[10.3, 105.758]",
        r"thu.yaml:\d+.*kinh độ trước",
    ),
    ("data/projects/thu.yaml", "[105.758, 10.3]", "[105.758]", r"thu.yaml:\d+.*hai số"),
    (
        "data/projects/thu.yaml",
        "physical_percent: 40.5",
        "physical_percent: 140",
        r"thu.yaml:\d+.*140",
    ),
    ("data/projects/thu.yaml", "2024-04-01,", "2024-13-01,", r"thu.yaml:\d+.*2024-13-01"),
    ("data/projects/thu.yaml", '"2024-03"', '"2025-03"', r"thu.yaml:8.*niên độ 2024"),
    ("data/projects/thu.yaml", "amount: 400", "amount: -400", r"thu.yaml:8.*-400"),
    ("data/projects/thu.yaml", "amount: 400,", "amount: 400, amount: 5,", r"thu.yaml:8.*hai lần"),
    ("data/projects/thu.yaml", "criterion: 1.1.a.2", "criterion: 1.1.a", r"thu.yaml:\d+.*nhóm"),
    ("data/projects/thu.yaml", "illustrative: [place]", "illustrative: [x]", r"thu.yaml:5.*“x”"),
    ("data/projects/thu.yaml", "updates:", "update:", r"thu.yaml:9.*update"),
    ("data/contributions.csv", "12.5", "nhiều", r"contributions.csv:2.*quantity"),
    ("data/contributions.csv", "12.5", "12.500", r"csv:2.*quantity.*12\.5 hoặc 12 500"),
    ("data/contributions.csv", "3000", "1.500 triệu", r"csv:2.*1 500 000 hoặc 1 500 000 000"),
    ("data/projects/thu.yaml", "amount: 400", "amount: 1 tỷ 200", r"yaml:8.*Có hai cách đọc"),
    ("data/contributions.csv", "29905@2013", "29905@2025", r"contributions.csv:2.*01/02/2024"),
    ("data/contributions.csv", "DUONG-THU", "DUONG-KHAC", r"contributions.csv:2.*DUONG-KHAC"),
    ("data/contributions.csv", "giver_kind", "giver", r"contributions.csv:1.*giver"),
    ("data/contributions.csv", ",105.7581", ",", r"contributions.csv:2.*lon"),
    ("data/contributions.csv", "m²", "ha", r"contributions.csv:2.*m²"),
    ("data/awards.yaml", "[DG-1]", "[DG-9]", r"awards.yaml:1.*DG-9"),
    ("data/awards.yaml", "step: decided", "step: given", r"awards.yaml:4.*given"),
]


@pytest.mark.parametrize(("name", "old", "new", "says"), BROKEN)
def test_malformed_file_is_refused_with_file_line_and_reason(store, folder, name, old, new, says):
    change(folder, name, old, new)
    with pytest.raises(CampaignError, match=says):
        put(store, folder / "data")
    assert set(counts(store).values()) <= {0, 1}
    assert counts(store)["journal"] == 0


@pytest.mark.parametrize(
    "raw", [b"", b"\xff\xfe", b"code: *x", b"[" * 3000, b"a: &a [*a]", b"? [1, 2]\n: 3"]
)
def test_bytes_that_are_no_yaml_are_refused(store, folder, raw):
    (folder / "data" / "projects" / "thu.yaml").write_bytes(raw)
    with pytest.raises(BrokenFile, match=r"thu\.yaml"):
        put(store, folder / "data")
    assert counts(store)["journal"] == 0


def test_failure_at_the_last_entry_leaves_nothing(store, folder):
    change(folder, "data/awards.yaml", "office: ubnd-tp@2013", "office: ubnd-tp@1900")
    with pytest.raises(BrokenFile):
        put(store, folder / "data")
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(StatusUpdate)) == 0
        assert session.scalar(select(func.count()).select_from(JournalEntry)) == 0


@pytest.mark.parametrize(
    ("said", "amount"), [("850.000", 850_000), ('"1,5 triệu"', 1_500_000), ("1.500.000", 1_500_000)]
)
def test_amount_of_a_file_is_read_as_it_is_written(store, folder, said, amount):
    change(folder, "data/projects/thu.yaml", "amount: 400", f"amount: {said}")
    change(folder, "data/contributions.csv", "land,12.5,m²,3000", "money,500.000,đồng,500.000")
    put(store, folder / "data")
    with store.reading() as session:
        snapshot = queries.snapshot(session, queries.moment(session, today=TODAY))
    assert snapshot.project_by_code["DUONG-THU"].disbursed_total == amount
    given = snapshot.contribution_by_code["DG-1"]
    assert (given.quantity, given.value) == (500_000, 500_000)

"""What the committed campaign and its sample hold."""

import datetime as dt
import json
import re

from sqlalchemy import select

from geodata import queries
from geodata.importers.definition_file import leaves, read_definition
from geodata.models import JournalEntry
from tests.factories import CAMPAIGN
from tests.stores import copy_of

TODAY = dt.date(2026, 11, 23)
LEAVES = [
    *(f"1.1.a.{n}" for n in range(1, 6)),
    *(f"1.1.b.{n}" for n in range(1, 5)),
    *(f"1.2.{n}" for n in range(1, 4)),
    *(f"1.3.{n}" for n in range(1, 4)),
    *("1.4.a", "1.4.b.1", "1.4.b.2", "1.4.c"),
]


def test_criteria_are_the_nineteen_of_the_plan_in_its_order():
    found = list(leaves(read_definition(CAMPAIGN).campaign.criteria))
    assert [criterion.code for criterion in found] == LEAVES
    assert found[0].text.vi.startswith("Hoàn thiện các văn bản, quy hoạch")
    assert found[4].text.vi.endswith(
        "gắn với bảo đảm chất lượng công trình và hiệu quả sử dụng vốn."
    )
    assert found[-1].text.vi.startswith("Đối tượng khác")


def test_units_are_nine_then_two_and_29905_is_both(sample_store):
    with sample_store.reading() as session:
        definition = queries.definition_at(session, 2**31 - 1)
    inside = [u for u in definition.units_on(dt.date(2025, 6, 30)).values() if u.in_campaign]
    after = definition.units_on(dt.date(2025, 7, 1))
    assert len(inside) == 9
    assert list(after) == ["29905@2025", "30214@2025"]
    assert definition.units["29905@2013"].name == "Phường 1"
    assert definition.units["29905@2025"].name == "Phường Sa Đéc"
    assert definition.unit_at("29905@2013", dt.date(2025, 7, 1)) == "29905@2025"
    assert definition.unit_at("29905@2025", dt.date(2025, 6, 30)) is None
    assert len(definition.units["29905@2025"].predecessors) == 8


def test_agencies_have_generations(sample_store):
    with sample_store.reading() as session:
        definition = queries.definition_at(session, 2**31 - 1)
    assert "phong-noi-vu@2013" in definition.agencies_on(dt.date(2025, 6, 30))
    assert "phong-noi-vu@2013" not in definition.agencies_on(dt.date(2025, 7, 1))
    assert set(definition.agencies["phong-noi-vu@2013"].successors) == {
        "phong-vhxh-29905@2025",
        "phong-vhxh-30214@2025",
    }
    assert definition.agencies["ban-qlda@2013"].successors == ()


def test_sample_is_what_the_campaign_promises(sample_store):
    with sample_store.reading() as session:
        snapshot = queries.snapshot(session, queries.moment(session, today=TODAY))
    states = snapshot.projects
    assert len({s.status for s in states}) == 7
    assert {s.sector for s in states} == set(snapshot.definition.sectors)
    assert sum(s.key for s in states) == 6
    assert any(s.geometry is None for s in states)
    assert any(len(s.shares) > 1 for s in states)
    assert any("outside@2013" in s.shares for s in states)
    assert {uid for s in states for uid in s.shares} >= set(snapshot.definition.atoms)
    assert 5 <= sum(s.late for s in states) <= 20
    assert 2 <= sum(s.stale for s in states) <= 15
    assert len(snapshot.contributions) >= 140
    assert len(snapshot.awards) >= 20
    assert sum(not s.illustrative for s in states) == 0
    assert all(s.source for s in (*states, *snapshot.contributions, *snapshot.awards))


def test_press_facts_are_in_the_sample_and_not_marked_as_invented(sample_store):
    with sample_store.reading() as session:
        snapshot = queries.snapshot(session, queries.moment(session, today=TODAY))
    award = snapshot.award_by_code["GK-RACH-NGA-AM"]
    assert (award.recipients, award.decided_on) == (4, dt.date(2024, 8, 30))
    assert award.illustrative == ()
    given = [snapshot.contribution_by_code[code] for code in award.contributions]
    assert [
        (contribution.quantity, contribution.unit_of_measure, contribution.givers)
        for contribution in given
    ] == [(1400, "m²", 40)]
    assert {"quantity", "givers"}.isdisjoint(given[0].illustrative)
    road = snapshot.project_by_code["RACH-NGA-AM"]
    assert road.total_investment == 2_400_000_000
    assert "total_investment" not in road.illustrative
    roads = snapshot.award_by_code["BK-TAN-KHANH-DONG"].contributions
    areas = [snapshot.contribution_by_code[code].quantity for code in roads]
    assert (sum(areas), max(areas), min(areas)) == (1600, 660, 230)


def test_history_carries_its_own_instants(sample_store):
    with sample_store.reading() as session:
        imported = session.scalars(
            select(JournalEntry.recorded_at).where(JournalEntry.imported)
        ).all()
        last = session.scalar(select(JournalEntry.action).order_by(JournalEntry.rev.desc()))
    assert min(imported).year == 2023
    assert max(imported).year == 2026
    assert last == "campaign.load"


def test_sample_names_no_private_person():
    """Labels of recipients and givers are counts or collectives (domain: personal data)."""
    for path in [*(CAMPAIGN / "sample").rglob("*.yaml"), *(CAMPAIGN / "sample").rglob("*.csv")]:
        text = path.read_text("utf-8")
        titled = re.findall(r"\b(?:[Ôô]ng|[Bb]à) (\w+) (\w+)", text)
        named = [words for words in titled if all(word[0].isupper() for word in words)]
        assert named == [], path.name


def test_coordinates_have_seven_decimals_at_most():
    units = json.loads((CAMPAIGN / "units.geojson").read_text("utf-8"), parse_float=str)
    numbers = re.findall(r"\d+\.(\d+)", json.dumps(units["features"][0]["geometry"]))
    assert max(map(len, numbers)) <= 7


def test_same_sample_on_both_stores_gives_the_same_figures(templates):
    found = []
    for kind in ("sqlite", "postgis"):
        stores = templates(kind).stores
        with copy_of(stores, templates(kind).sample()) as store, store.reading() as session:
            snapshot = queries.snapshot(session, queries.moment(session, today=TODAY))
        found.append(
            [
                (s.code, s.status, s.physical_percent, s.disbursed_total, dict(s.shares))
                for s in snapshot.projects
            ]
        )
    assert found[0] == found[1]

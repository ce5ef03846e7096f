"""Every table of every public page is read back and added up, from what its cells say."""

import csv
import io
import re
from collections import defaultdict
from decimal import Decimal

import pytest

from geodata import queries
from tests.webmap.documents.reviews import TODAY
from tests.webmap.pages.reading import read
from tests.webmap.pages.tables_read import tables
from tests.webmap.pages.test_rows_behind_figures import PAGES, number

PROJECTS = ("DUONG-N7", "QUANG-TRUONG", "IOC-SA-DEC")
KINDS = ("/units/", "/criteria/", "/agencies/")
COUNTS = ("projects", "contributions", "awards")


@pytest.fixture(scope="module")
def pages(file_client):
    """Every public page of the sample but most projects: address to text."""
    listed = [path.split("?")[0] for path in _site_map(file_client)]
    chosen = [path for path in listed if "/projects/" not in path or path.endswith(PROJECTS)]
    assert all(any(kind in path for path in chosen) for kind in KINDS)
    paths = dict.fromkeys([*PAGES, *chosen, "/contributions?kind=material"])
    return {path: file_client.get(path).text for path in paths}


def _site_map(client):
    found = re.findall(r"<loc>https?://[^/]+(/[^<]*)</loc>", client.get("/sitemap.xml").text)
    assert len(found) > 60
    return found


def told(cell):
    """The one number that a cell says to programs, or None."""
    known = [value for value in cell if number(value) is not None]
    return Decimal(known[0]) if len(known) == 1 else None


def rows_of(client, path, table, place):
    """The rows of a table, headings to numbers or texts; those of further pages from its CSV.
    `place`: which of the page's lists it is."""
    if table.count is None or table.count == len(table.rows):
        cells = [zip(*row, strict=True) for row in zip(table.rows, table.values, strict=True)]
        rows = [
            [text if told(value) is None else told(value) for text, value in row] for row in cells
        ]
        return [dict(zip(table.heads, row, strict=True)) for row in rows]
    links = [link for link in read(client.get(path).text).links if "format=csv" in link]
    text = client.get(links[place]).text.removeprefix("\ufeff")
    kept = [line for line in text.splitlines() if not line.lstrip('"').startswith("# ")]
    rows = list(csv.DictReader(io.StringIO("\n".join(kept))))
    assert len(rows) == table.count
    return [{h: Decimal(v) if number(v) is not None else v for h, v in row.items()} for row in rows]


def faults(client, path, table, place):
    """Columns whose sums below are not those of their rows, and how many sums there are."""
    rows, found, seen = rows_of(client, path, table, place), [], 0
    shared = table.foot_values[0] if len(table.foot) > 1 else None
    for at, values in enumerate(table.foot_values[-1]):
        sums = defaultdict(Decimal)
        for row in rows:
            if isinstance(row[table.heads[at]], Decimal):
                unit = row["Đơn vị tính"] if at in table.measures else ""
                sums[unit] += row[table.heads[at]]
        if shared and told(shared[at]) is not None:
            sums[""] += told(shared[at])
        if values:
            units = table.measures.get(at, [""])
            wanted = dict(zip(units, map(Decimal, values), strict=True))
            seen += 1
            if {
                unit: total for unit, total in sums.items() if unit or at not in table.measures
            } != wanted:
                found.append((path, table.heads[at], dict(sums), wanted))
    return found, seen, shared


def test_every_column_with_a_total_adds_up(file_client, pages):
    wrong, totals, taken_back, measured = [], 0, 0, 0
    for path, text in pages.items():
        listed = [table for table in tables(text) if table.count is not None]
        for table in (table for table in tables(text) if table.foot):
            place = listed.index(table) if table in listed else 0
            found, seen, shared = faults(file_client, path, table, place)
            wrong, totals = wrong + found, totals + seen
            taken_back, measured = taken_back + bool(shared), measured + len(table.measures)
    assert wrong == []
    assert totals > 100
    assert taken_back > 5
    assert measured > 5


def decimals(texts):
    """How many decimals the numbers of a column are told with, by their unit; đồng in short are
    one unit."""
    found = defaultdict(set)
    for text in texts:
        for match in [re.fullmatch(r"-?[\d.]+(?:,(\d+))?(%|\D*)", text)]:
            if match:
                short = match[2].strip() in ("tỷ đồng", "triệu đồng")
                found["short" if short else match[2]].add(len(match[1] or ""))
    return found


def test_numbers_of_a_column_have_as_many_decimals(pages):
    wrong, looked_at = [], 0
    for path, text in pages.items():
        # Each line of a comparison is of its own kind.
        for table in (table for table in tables(text) if table.heads[:1] != ["Số liệu"]):
            for place, head in enumerate(table.heads):
                shown = [row[place] for row in table.rows + table.foot if len(row) > place]
                found = decimals(shown)
                looked_at += bool(found)
                if any(len(places) > 1 for places in found.values()):
                    wrong.append((path, head, shown[:8]))
    assert wrong == []
    assert looked_at > 200


def test_sums_across_a_row_and_dashes(pages):
    across = 0
    for path, text in pages.items():
        assert "None" not in re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL), path
        for table in tables(text):
            if table.heads[-1:] == ["Cộng"]:
                for texts, values in zip(table.rows, table.values, strict=True):
                    parts = [Decimal(value[0]) for value in values[1:-1] if value]
                    told = values[-1]
                    assert bool(told) == bool(parts), (path, texts)
                    assert not told or sum(parts) == Decimal(told[0]), (path, texts)
                    across += bool(parts)
    assert across > 5


def test_what_rows_share_is_worked_out_from_the_store(file_client, sample_store):
    """The number on the page is that of projects in several units, features of several criteria."""
    with sample_store.reading() as session:
        found = queries.snapshot(session, queries.moment(session, today=TODAY))
    (table,) = (t for t in tables(file_client.get("/units").text) if "Dự án" in t.heads[:4])
    day = found.moment.as_of
    units = [
        {found.definition.unit_at(atom, day) for atom in project.shares} or {None}
        for project in found.projects
    ]
    wanted = sum(1 - len(own) for own in units)
    assert wanted < 0
    assert table.foot_values[0][table.heads.index("Dự án")] == [str(wanted)]
    text = file_client.get("/criteria").text
    for name, word in zip(COUNTS, ("dự án", "đóng góp", "khen thưởng"), strict=True):
        serving = [row for row in getattr(found, name) if row.criteria]
        assert f"{len(serving)} {word}" in text.split("Đếm mỗi mục một lần:")[1][:120]
    over = [sum(len(row.criteria) - 1 for row in getattr(found, n) if row.criteria) for n in COUNTS]
    assert "thì hơn " + ", ".join(map(str, over)) in text

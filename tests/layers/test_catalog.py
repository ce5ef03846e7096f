"""The registry of layers."""

import re
from pathlib import Path
from types import SimpleNamespace

from geodata.figures.selection import Selection
from geodata.vocabulary import CONTRIBUTION_KINDS, STATUSES, codes
from layers import catalog, styles


def thing(**values):
    return SimpleNamespace(**values)


SELECTION = Selection(
    projects=(
        thing(status="implementation", late=True),
        thing(status="implementation", late=False),
        thing(status="cancelled", late=False),
    ),
    contributions=(thing(kind="land"), thing(kind="land"), thing(kind="idea")),
    awards=(thing(form="giay-khen"),),
    units=(thing(kind="phường"), thing(kind="xã"), thing(kind="phường")),
)
FORM = thing(code="giay-khen", name_vi="Giấy khen", name_en="Certificate of merit")
DEFINITION = thing(award_forms={"giay-khen": FORM})


SCRIPTS = Path(__file__).parents[2] / "static" / "js" / "public" / "map"


def names_of(script, table):
    """The names of the entries of a script's table."""
    text = (SCRIPTS / script).read_text()
    entries = re.search(rf"const {table} = \{{(.*?)\}};$", text, re.DOTALL | re.MULTILINE)[1]
    inner = re.compile(r"\{[^{}]*\}|\[[^\[\]]*\]|\([^()]*\)")
    while inner.search(entries):
        entries = inner.sub("", entries)
    return set(re.findall(r"(\w+):", entries))


def drawn(how):
    return {layer.id for layer in catalog.LAYERS if layer.drawn == how}


def test_scripts_know_how_to_draw_every_layer():
    assert names_of("features.js", "KINDS") == drawn("symbols")
    assert names_of("marks.js", "MARKS") == drawn("mark")


def legends(language="vi"):
    return catalog.legends(SELECTION, DEFINITION, str.upper, language)


def test_every_layer_has_a_builder_and_a_count():
    assert all(callable(layer.build) and callable(layer.legend) for layer in catalog.LAYERS)
    assert catalog.counts(SELECTION) == {
        "units": 3,
        "projects": 3,
        "contributions": 3,
        "awards": 1,
        "changed": 0,
    }


def test_legend_of_projects_has_every_status_and_the_late_ones():
    rows = legends()["projects"]
    assert [row.code for row in rows] == [*codes(STATUSES), "late"]
    counted = {row.code: row.count for row in rows if row.count}
    assert counted == {"implementation": 2, "cancelled": 1, "late": 1}
    assert {row.colour for row in rows[:-1]} == {look.colour for look in styles.STATUS.values()}
    assert rows[-1].symbol == "late-halo"


def test_legend_of_contributions_has_every_kind_with_its_icon():
    rows = legends()["contributions"]
    assert [row.code for row in rows] == list(codes(CONTRIBUTION_KINDS))
    assert next((row.symbol, row.count) for row in rows) == (styles.KIND_ICONS["land"], 2)


def test_legend_of_units_lists_the_kinds_that_are_there():
    assert [(row.code, row.count) for row in legends()["units"]] == [("phường", 2), ("xã", 1)]


def test_legend_of_awards_is_named_by_the_campaign():
    assert [(row.label, row.count) for row in legends()["awards"]] == [("Giấy khen", 1)]
    assert legends("en")["awards"][0].label == "Certificate of merit"


def test_symbols_of_the_legend_are_in_the_sprite():
    sprite = styles.sprite()
    for row in legends()["projects"]:
        assert f'id="{row.symbol}"' in sprite


def test_labels_are_translated():
    assert legends()["projects"][0].label == "ĐỀ XUẤT CHỦ TRƯƠNG"

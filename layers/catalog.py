"""The one table of layers: what each is called, shows and holds, how the map's scripts take it.

The catalogue, the addresses of layers, the composed map, its scripts, the warming and the documents
read this table; `docs/recipes.md` says how to add a row.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from geodata.figures.selection import Selection
from geodata.queries import Definition
from geodata.vocabulary import CONTRIBUTION_KINDS, N_, STATUSES, UNIT_KINDS, Code
from layers import features, styles

Translate = Callable[[str], str]
LATE_LABEL = N_("Chậm tiến độ")
CHANGED_LABEL = N_("Mới thay đổi trong 30 ngày")


@dataclass(frozen=True)
class LegendItem:
    """A row of a legend: `label` is in the reader's language, `symbol` names a symbol of the
    page's sprite or a bootstrap-icons icon, `count` is how many features bear it."""

    code: str
    label: str
    colour: str
    symbol: str
    count: int


@dataclass(frozen=True)
class Layer:
    """A layer of the map. `title`, `about` and `switch` (its name in the layer control) are msgids.

    `geometry` names the GeoJSON types that its features may have ("null" for what has no place).
    `build` makes its features of a selection, in a language; `legend` its rows of the legend.
    `drawn` tells the scripts what to do with it: draw its features as "symbols", as "outlines" of
    units, or put a "mark" on the symbols of other layers.
    A selection holds what the layer shows under the layer's id.
    """

    id: str
    title: str
    about: str
    switch: str
    geometry: tuple[str, ...]
    build: Callable[[Selection, str], list[features.Feature]]
    legend: "Callable[[Selection, Definition, Translate, str], tuple[LegendItem, ...]]"
    drawn: Literal["symbols", "outlines", "mark"]


ANY = (
    "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "null",
)  # fmt: skip


def _counted(
    listing: Iterable[Code],
    found: Counter[str],
    look: Callable[[str], tuple[str, str]],
    translate: Translate,
) -> tuple[LegendItem, ...]:
    rows = []
    for code, label in listing:
        colour, symbol = look(code)
        rows.append(LegendItem(code, translate(label), colour, symbol, found[code]))
    return tuple(rows)


def _units(
    selection: Selection, _definition: Definition, translate: Translate, _language: str
) -> tuple[LegendItem, ...]:
    found = Counter(unit.kind for unit in selection.units)
    present = [item for item in UNIT_KINDS if found[item.code]]
    return _counted(present, found, lambda _code: (styles.INK, "outline"), translate)


def _projects(
    selection: Selection, _definition: Definition, translate: Translate, _language: str
) -> tuple[LegendItem, ...]:
    found = Counter(project.status for project in selection.projects)
    late = sum(project.late for project in selection.projects)
    by_status = _counted(
        STATUSES, found, lambda code: (styles.STATUS[code].colour, f"st-{code}"), translate
    )
    halo = LegendItem("late", translate(LATE_LABEL), styles.LATE, "late-halo", late)
    return (*by_status, halo)


def _contributions(
    selection: Selection, _definition: Definition, translate: Translate, _language: str
) -> tuple[LegendItem, ...]:
    found = Counter(item.kind for item in selection.contributions)
    return _counted(
        CONTRIBUTION_KINDS, found, lambda code: (styles.GIVEN, styles.KIND_ICONS[code]), translate
    )


def _changed(
    selection: Selection, _definition: Definition, translate: Translate, _language: str
) -> tuple[LegendItem, ...]:
    label, count = translate(CHANGED_LABEL), len(selection.changed)
    return (LegendItem("changed", label, styles.CHANGED, "changed-dot", count),)


def _awards(
    selection: Selection, definition: Definition, _translate: Translate, language: str
) -> tuple[LegendItem, ...]:
    found = Counter(award.form for award in selection.awards)
    rows = []
    for form in definition.award_forms.values():
        name = (form.name_en if language == "en" else None) or form.name_vi
        rows.append(LegendItem(form.code, name, styles.STAR, "award-star", found[form.code]))
    return tuple(rows)


LAYERS: tuple[Layer, ...] = (
    Layer(
        "units",
        N_("Đơn vị hành chính"),
        N_("Ranh giới tham khảo của phường, xã theo từng thời kỳ."),
        N_("Ranh giới đang xem"),
        ("Polygon", "MultiPolygon"),
        features.units,
        _units,
        "outlines",
    ),
    Layer(
        "projects",
        N_("Dự án, công trình"),
        N_("Dự án, công trình theo tình trạng; dự án chậm tiến độ có quầng bao quanh."),
        N_("Dự án, công trình"),
        ANY,
        features.projects,
        _projects,
        "symbols",
    ),
    Layer(
        "contributions",
        N_("Đóng góp"),
        N_("Đất hiến, ngày công, tiền và các đóng góp khác đã được xác nhận."),
        N_("Đóng góp của Nhân dân"),
        ANY,
        features.contributions,
        _contributions,
        "symbols",
    ),
    Layer(
        "awards",
        N_("Khen thưởng"),
        N_("Khen thưởng đã quyết định, đặt ở nơi có việc được khen."),
        N_("Khen thưởng (ngôi sao)"),
        ANY,
        features.awards,
        _awards,
        "mark",
    ),
    Layer(
        "changed",
        CHANGED_LABEL,
        N_("Dự án có số liệu, quyết định hoặc báo cáo mới trong 30 ngày."),
        CHANGED_LABEL,
        ANY,
        features.changed,
        _changed,
        "mark",
    ),
)
"""In the order in which the catalogue lists them; `id` is a part of a public address."""

BY_ID = {layer.id: layer for layer in LAYERS}
NAMES = tuple(BY_ID)


def legends(
    selection: Selection, definition: Definition, translate: Translate, language: str
) -> dict[str, tuple[LegendItem, ...]]:
    """The legend of every layer, by the layer's id, with the counts of what is selected."""
    return {layer.id: layer.legend(selection, definition, translate, language) for layer in LAYERS}


def counts(selection: Selection) -> dict[str, int]:
    """How many features each layer holds."""
    return {layer.id: len(getattr(selection, layer.id)) for layer in LAYERS}

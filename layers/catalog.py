"""The registry of the map's layers: what each is called, what it shows, how it looks."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from geodata.figures.selection import Selection
from geodata.queries import Definition
from geodata.vocabulary import CONTRIBUTION_KINDS, N_, STATUSES, UNIT_KINDS, Code
from layers import styles

Translate = Callable[[str], str]
LATE_LABEL = N_("Chậm tiến độ")


@dataclass(frozen=True)
class Layer:
    """A layer of the map. `title` and `about` are msgids; `geometry` names the GeoJSON types that
    its features may have ("null" for what has no place)."""

    id: str
    title: str
    about: str
    geometry: tuple[str, ...]


ANY = (
    "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "null",
)  # fmt: skip

LAYERS = (
    Layer(
        "units",
        N_("Đơn vị hành chính"),
        N_("Ranh giới tham khảo của phường, xã theo từng thời kỳ."),
        ("Polygon", "MultiPolygon"),
    ),
    Layer(
        "projects",
        N_("Dự án, công trình"),
        N_("Dự án, công trình theo trạng thái; dự án chậm tiến độ có quầng bao quanh."),
        ANY,
    ),
    Layer(
        "contributions",
        N_("Đóng góp"),
        N_("Đất hiến, ngày công, tiền và các đóng góp khác đã được xác nhận."),
        ANY,
    ),
    Layer(
        "awards",
        N_("Khen thưởng"),
        N_("Khen thưởng đã quyết định, đặt ở nơi có việc được khen."),
        ANY,
    ),
)


@dataclass(frozen=True)
class LegendItem:
    """A row of a legend: `label` is in the reader's language, `symbol` names a symbol of the
    page's sprite or a bootstrap-icons icon, `count` is how many features bear it."""

    code: str
    label: str
    colour: str
    symbol: str
    count: int


def legends(
    selection: Selection, definition: Definition, translate: Translate, language: str
) -> dict[str, tuple[LegendItem, ...]]:
    """The legend of every layer, by the layer's id, with the counts of what is selected."""
    return {
        "units": _units(selection, translate),
        "projects": _projects(selection, translate),
        "contributions": _contributions(selection, translate),
        "awards": _awards(selection, definition, language),
    }


def counts(selection: Selection) -> dict[str, int]:
    """How many features each layer holds."""
    return {layer.id: len(getattr(selection, layer.id)) for layer in LAYERS}


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


def _units(selection: Selection, translate: Translate) -> tuple[LegendItem, ...]:
    found = Counter(unit.kind for unit in selection.units)
    present = [item for item in UNIT_KINDS if found[item.code]]
    return _counted(present, found, lambda _code: (styles.INK, "outline"), translate)


def _projects(selection: Selection, translate: Translate) -> tuple[LegendItem, ...]:
    found = Counter(project.status for project in selection.projects)
    late = sum(project.late for project in selection.projects)
    by_status = _counted(
        STATUSES, found, lambda code: (styles.STATUS[code].colour, f"st-{code}"), translate
    )
    halo = LegendItem("late", translate(LATE_LABEL), styles.LATE, "late-halo", late)
    return (*by_status, halo)


def _contributions(selection: Selection, translate: Translate) -> tuple[LegendItem, ...]:
    found = Counter(item.kind for item in selection.contributions)
    return _counted(
        CONTRIBUTION_KINDS, found, lambda code: (styles.GIVEN, styles.KIND_ICONS[code]), translate
    )


def _awards(selection: Selection, definition: Definition, language: str) -> tuple[LegendItem, ...]:
    found = Counter(award.form for award in selection.awards)
    rows = []
    for form in definition.award_forms.values():
        name = (form.name_en if language == "en" else None) or form.name_vi
        rows.append(LegendItem(form.code, name, styles.STAR, "award-star", found[form.code]))
    return tuple(rows)

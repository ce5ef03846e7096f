"""The columns of the ledger of contributions, on the page and in its files."""

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import ngettext

from geodata.queries import ContributionState
from geodata.vocabulary import LAND_STAGES, codes
from webmap.language.formats import number
from webmap.language.i18n import label, usual
from webmap.pages.tables import Column, Kind

if TYPE_CHECKING:
    from webmap.public.contributions.page import ContributionPage

MEASURE = "unit_of_measure"
"""The column with the unit of measure."""
STAGE_ORDER = {code: place for place, code in enumerate(codes(LAND_STAGES))}


class LedgerColumns:
    """The columns of a page's ledger: those that its list and its question ask for."""

    def __init__(self, page: "ContributionPage") -> None:
        self._page = page

    def columns(self) -> list[Column]:
        """All of them, left to right."""
        return [
            Column("code", _("Mã"), lambda g: g.code),
            Column("date", _("Ngày"), lambda g: g.date, "day"),
            Column("kind", _("Loại"), lambda g: label(g.kind, "CONTRIBUTION_KINDS")),
            Column("quantity", _("Số lượng"), lambda g: g.quantity, "number", measured_in=MEASURE),
            Column(
                MEASURE,
                _("Đơn vị tính"),
                lambda g: g.unit_of_measure and _(g.unit_of_measure),
            ),
            Column("value", _("Trị giá"), lambda g: g.value, "money", sums=True),
            *self._part_columns(),
            Column(
                "unit", _("Đơn vị hành chính"), lambda g: self._page.who(g.unit), link=self._unit
            ),
            Column("hamlet", _("Khóm, ấp"), lambda g: g.hamlet),
            Column("project", _("Công trình"), self._project, link=self._project_url),
            Column("givers", _("Người đóng góp"), self._givers, order=lambda g: g.givers),
            *self._named_column(),
            Column("stage", _("Bước thực hiện"), _stage, order=lambda g: STAGE_ORDER[g.stage]),
            Column("criteria", _("Tiêu chí"), lambda g: ", ".join(g.criteria)),
            Column("awards", _("Khen thưởng"), _awards, link=self._awards_url),
            Column("source", _("Nguồn"), lambda g: usual(g.source)),
            Column("marks", _("Minh họa"), self._page.marks, "marks"),
            Column("value_basis", _("Cơ sở trị giá"), lambda g: g.value_basis, hidden=True),
            Column("note", _("Ghi chú"), lambda g: g.note, hidden=True),
            Column("project_code", _("Mã công trình"), lambda g: g.project, hidden=True),
            Column("unit_id", _("Mã đơn vị"), lambda g: g.unit, hidden=True),
        ]

    def _named_column(self) -> list[Column]:
        """Who agreed to be named, when there is anybody in the list."""
        if not any(
            contribution.code in self._page.named_today for contribution in self._page.contributions
        ):
            return []
        return [
            Column(
                "named",
                _("Người đồng ý nêu tên"),
                lambda g: ", ".join(self._page.named_today.get(g.code, ())),
            )
        ]

    def _part_columns(self) -> list[Column]:
        """What of a contribution falls in the one unit that is asked for."""
        if not self._page.part_unit:
            return []
        named = {"quantity": _("Số lượng"), "value": _("Trị giá")}
        kinds: dict[str, Kind] = {"quantity": "number", "value": "money"}
        return [
            Column(
                f"part_{name}",
                _("Phần của đơn vị: %(what)s", what=named[name]),
                self._part(name),
                kind,
                sums=name == "value",
                measured_in=MEASURE if name == "quantity" else "",
            )
            for name, kind in kinds.items()
        ]

    def _part(self, name: str) -> Callable[[ContributionState], int | Decimal | None]:
        return lambda contribution: self._page.parts.get(contribution.code, {}).get(name)

    def _unit(self, contribution: ContributionState) -> str | None:
        return (
            self._page.thing("unit", contribution.unit)
            if contribution.unit in self._page.definition.units
            else None
        )

    def _project(self, contribution: ContributionState) -> str | None:
        project = self._page.found.project_by_code.get(contribution.project or "")
        return project.name if project else contribution.project

    def _project_url(self, contribution: ContributionState) -> str | None:
        project = self._page.found.project_by_code.get(contribution.project or "")
        return self._page.thing("project", project.code) if project else None

    def _givers(self, contribution: ContributionState) -> str:
        told = {
            "individual": ngettext("%(num)s cá nhân", "%(num)s cá nhân", contribution.givers),
            "household": ngettext(
                "%(num)s hộ gia đình", "%(num)s hộ gia đình", contribution.givers
            ),
            "collective": ngettext("%(num)s tập thể", "%(num)s tập thể", contribution.givers),
        }
        return told.get(contribution.giver_kind, number(contribution.givers))

    def _awards_url(self, contribution: ContributionState) -> str | None:
        if not contribution.awards:
            return None
        found = contribution.awards[0] if len(contribution.awards) == 1 else None
        if found:
            return f"{self._page.thing('award', found)}#{found}"
        return self._page.url("awards.index", q=contribution.code)


def _stage(contribution: ContributionState) -> str:
    return label(contribution.stage, "LAND_STAGES")


def _awards(contribution: ContributionState) -> str:
    return ", ".join(contribution.awards)

"""The form of a site's update: its fields, the last report, what is filled in beforehand."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from flask_babel import gettext as _

from geodata.site_updates.sites import Site
from geodata.verification.entries import Entry
from geodata.vocabulary import N_, OBSTACLES, codes
from webmap.forms.bodies import Seen
from webmap.forms.field_types import Reason
from webmap.forms.form_state import FormState
from webmap.language import formats
from webmap.language.field_text import day_text, number_text
from webmap.language.i18n import label

OF_THE_PAGE = ("unchanged",)
"""What the page sends beside the update: that it was the button for no change."""


class UpdateCorrection(Seen):
    """A correction by the form, which shows every field: what is empty there is meant so."""

    reason: Reason


@dataclass(frozen=True)
class SiteReport:
    """The last report of a site: by the sender's own office as long as it waits, else what is
    verified."""

    status: str = "identification"
    physical_percent: Decimal | None = None
    forecast_finish: dt.date | None = None
    obstacles: tuple[str, ...] = ()
    observed_on: dt.date | None = None
    note: str | None = None


@dataclass(frozen=True)
class Lead:
    """What stands above a form: why it is shown again."""

    title: str
    text: str = ""
    wrong: bool = True


def came_back(entry: Entry) -> Lead:
    """Why an entry is mended: what was said of it, or that its sender took it back."""
    if entry.state == "withdrawn":
        return Lead(_("Mục đã rút lại:"), _("xem lại rồi gửi như một mục mới."), wrong=False)
    return Lead(_("Bị trả lại:"), entry.reason or "")


def last_report(site: Site, own: Sequence[Entry] = ()) -> SiteReport:
    """`own`: what the sender's office sent. Its newest update of this site counts before the
    verified one as long as it waits; a later one of another office ends that."""
    for entry in own:
        waits = entry.state in ("waiting", "asked")
        if entry.kind == "update" and entry.id == site.newest_id and waits:
            return report_of(entry.row)
    return SiteReport(
        site.status,
        site.physical_percent,
        site.forecast_finish,
        tuple(site.obstacles),
        site.last_observed_on,
        site.note,
    )


def report_of(row: Any) -> SiteReport:
    """What a row of StatusUpdate says."""
    return SiteReport(
        row.status,
        row.physical_percent,
        row.forecast_finish,
        tuple(row.obstacles),
        row.effective_on,
        row.note,
    )


def unchanged(said: SiteReport) -> dict[str, list[str]]:
    """The fields of an update that repeats the last report, seen today. The note too: to leave it
    out is to propose that it be no more."""
    return {
        "status": [said.status],
        "physical_percent": [number_text(said.physical_percent)],
        "forecast_finish": [day_text(said.forecast_finish)],
        "obstacles": list(said.obstacles),
        "note": [said.note or ""],
    }


def fields_of(sent: Mapping[str, Any]) -> dict[str, list[str]]:
    """The fields of an update that was sent before: plain values by the body's names."""
    place = sent.get("position") or {}
    return {
        "status": [sent.get("status") or ""],
        "physical_percent": [number_text(sent.get("physical_percent"))],
        "forecast_finish": [day_text(sent.get("forecast_finish"))],
        "obstacles": list(sent.get("obstacles") or ()),
        "note": [sent.get("note") or ""],
        "observed_on": [day_text(sent.get("observed_on"))],
        "position.lon": [_degrees(place.get("lon"))],
        "position.lat": [_degrees(place.get("lat"))],
        "position.accuracy": [number_text(place.get("accuracy", sent.get("accuracy")))],
    }


def _degrees(value: Decimal | float | None) -> str:
    return "" if value is None else f"{float(value):.7f}"


def of_row(row: Any) -> dict[str, Any]:
    """A row of StatusUpdate by the body's names."""
    place = row.seen_at
    return {
        "status": row.status,
        "physical_percent": row.physical_percent,
        "forecast_finish": row.forecast_finish,
        "obstacles": row.obstacles,
        "note": row.note,
        "observed_on": row.effective_on,
        "position": place and {"lon": place.x, "lat": place.y, "accuracy": row.accuracy_m},
    }


class SiteForm(FormState):
    """An update of a site, or the correction of one, as its page shows it."""

    LABELS = {
        "physical_percent": N_("Tiến độ"),
        "status": N_("Bước"),
        "obstacles": N_("Vướng mắc"),
        "note": N_("Ghi chú"),
        "forecast_finish": N_("Dự kiến xong"),
        "observed_on": N_("Ngày xem"),
        "position": N_("Vị trí"),
        "reason": N_("Lý do đính chính"),
    }

    def __init__(
        self,
        site: Site,
        last: SiteReport,
        today: dt.date,
        typed: Mapping[str, Sequence[str]],
        wrong: Mapping[str, Sequence[str]] | None = None,
        *,
        action: str,
        plan_finish: dt.date | None = None,
        lead: Lead | None = None,
        needs_reason: bool = False,
        confirmed_by: str = "",
        client_uuid: str | None = None,
        base_version: int | str | None = None,
    ) -> None:
        super().__init__(
            typed, _gathered(wrong), client_uuid=client_uuid, base_version=base_version
        )
        self.site, self.last, self.today = site, last, today
        self.action, self.plan_finish, self.lead = action, plan_finish, lead
        self.needs_reason, self.confirmed_by = needs_reason, confirmed_by

    @cached_property
    def statuses(self) -> tuple[str, ...]:
        """What may be chosen: what may sensibly follow. The acceptance is the owner's to enter,
        so that completion is offered only where the site has it already."""
        offered = [code for code in self.site.next_statuses if not self._of_owner(code)]
        chosen = self.value("status")
        return tuple(offered) if chosen in offered or not chosen else (*offered, chosen)

    @property
    def completion_by_owner(self) -> bool:
        """Whether the page has to say who enters the acceptance."""
        return any(self._of_owner(code) for code in self.site.next_statuses)

    def _of_owner(self, code: str) -> bool:
        return code == "completion" and self.last.status != "completion"

    @property
    def obstacles(self) -> list[tuple[str, str]]:
        """Code and word of each obstacle."""
        return [(code, label(code, "OBSTACLES")) for code in codes(OBSTACLES)]

    def last_text(self, name: str) -> str:
        """What was said last, as the field would show it."""
        if name == "physical_percent":
            return number_text(self.last.physical_percent)
        return day_text(getattr(self.last, name))

    @property
    def plan_words(self) -> str:
        """What the plan says of the finish."""
        if not self.plan_finish:
            return ""
        return _("Theo kế hoạch: %(day)s", day=formats.day(self.plan_finish))

    @property
    def finish_choices(self) -> list[tuple[dt.date, str]]:
        """Days that are often meant: last time's, the plan's."""
        found = [
            (self.last.forecast_finish, _("Như lần trước")),
            (self.plan_finish, _("Đúng kế hoạch")),
        ]
        return [(day, words) for day, words in found if day and day >= self.today]

    @property
    def seen_choices(self) -> list[tuple[dt.date, str]]:
        """Today and yesterday."""
        return [(self.today, _("Hôm nay")), (self.today - dt.timedelta(days=1), _("Hôm qua"))]

    @property
    def after_words(self) -> str:
        """What happens once it was sent."""
        if not self.confirmed_by:
            return ""
        return _(
            "%(who)s xác nhận rồi bản đồ mới đổi. Chưa đúng thì được trả lại kèm lý do.",
            who=self.confirmed_by,
        )


def _gathered(wrong: Mapping[str, Sequence[str]] | None) -> dict[str, list[str]]:
    """Problems by the field that the page shows: a part of the position is the position."""
    found: dict[str, list[str]] = {}
    for name, texts in (wrong or {}).items():
        found.setdefault(name.partition(".")[0], []).extend(texts)
    return found

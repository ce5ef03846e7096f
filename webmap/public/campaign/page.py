"""What `/campaign` shows: the plan in short, as far as it is data, and in full."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from flask_babel import gettext as _

from geodata.queries import Definition, Item, Snapshot
from webmap.http.query import Question
from webmap.language.i18n import language, local
from webmap.pages.tables import Column, Table
from webmap.pages.tables_page import TablesPage
from webmap.public.campaign.agencies_page import holders
from webmap.public.campaign.plan_text import PlanText, Section, anchor, plan_text

AIMS = "I.1"


def plan_of(definition: Definition) -> PlanText:
    """The plan's text as the definition has it; empty for a campaign without one."""
    leaves = tuple((c.code, c.text_vi) for c in definition.criteria.values() if c.is_leaf)
    return plan_text(definition.campaign.plan.get("text") or "", leaves)


@dataclass(frozen=True)
class Phase:
    """A phase; both days inclusive; `passed` is how much of its time is over, 0–100."""

    name: str
    first: dt.date
    last: dt.date
    passed: Decimal

    @property
    def state(self) -> str:
        """Before, within or after it, in words."""
        if self.passed == 0:
            return _("chưa bắt đầu")
        return _("đã kết thúc") if self.passed == 100 else _("đang diễn ra")


@dataclass(frozen=True)
class Duty:
    """A section of the plan with the agencies that it names, and those that have it now."""

    section: Section
    agencies: tuple[str, ...]
    now: tuple[str, ...]
    """Agencies of the day; () when no successor is known."""
    changed: bool


def passed(first: dt.date, last: dt.date, day: dt.date) -> Decimal:
    """How much of the time from `first` to `last` (both included) is over on a day, 0–100."""
    whole = (last - first).days + 1
    done = min(max((day - first).days + 1, 0), whole)
    return Decimal(done) * 100 / whole


class CampaignPage(TablesPage):
    """The campaign."""

    template = "public/campaign/campaign.html"

    def __init__(self, found: Snapshot, question: Question) -> None:
        super().__init__(found, question)
        self.campaign = self.definition.campaign
        self.title = local(self.campaign, "title")

    @cached_property
    def plan(self) -> PlanText:
        """The text with its sections."""
        return plan_of(self.definition)

    @property
    def facts(self) -> Mapping[str, Any]:
        """Number, date, issuer and source of the plan."""
        return self.campaign.plan

    @property
    def issued(self) -> str:
        """When the plan was issued; a month, where no more is known, as people write it."""
        year, _dash, rest = self.campaign.plan["date"].partition("-")
        return "/".join([*reversed(rest.split("-")), year]) if rest else year

    @property
    def aims(self) -> Section | None:
        """The section with the aims."""
        return self.plan.sections.get(AIMS)

    @property
    def chapters(self) -> list[Section]:
        """The sections of the first rank, for the list of contents."""
        return [section for section in self.plan.sections.values() if section.level == 2]

    def at(self, place: str) -> str | None:
        """The anchor of a place of the plan, if the text has it."""
        spot = anchor(place)
        return f"#{spot}" if spot in self.plan.anchors else None

    @property
    def phases(self) -> list[Phase]:
        """The phases with the progress of their time."""
        found = []
        for item in self.definition.phases.values():
            first, last = (dt.date.fromisoformat(item.attrs[end]) for end in ("from", "to"))
            share = passed(first, last, self.moment.as_of)
            found.append(Phase(local(item, "name"), first, last, share))
        return found

    @property
    def reports(self) -> list[tuple[str, str, str | None]]:
        """When results are reported: name, when, where the plan says so."""
        code = language()
        return [
            (entry["name"][code], entry["due"][code], self.at(entry["place"]))
            for entry in self.campaign.plan.get("reports", ())
        ]

    @cached_property
    def duties(self) -> list[Duty]:
        """The duties of section VI."""
        found = []
        for entry in self.campaign.plan.get("duties", ()):
            section = self.plan.sections.get(entry["place"])
            if section is None:
                continue
            named = tuple(entry["agencies"])
            now = holders(self.definition, named, self.moment.as_of)
            found.append(Duty(section, named, now, now != named))
        return found

    @property
    def award_types(self) -> list[Item]:
        """Occasions for awards."""
        return list(self.definition.award_types.values())

    def build(self) -> list[Table]:
        duties = [
            Column("place", _("Mục"), lambda d: d.section.place),
            Column("title", _("Cơ quan theo kế hoạch"), lambda d: d.section.title),
            Column("now", _("Cơ quan ngày xem"), self._now),
        ]
        forms = [
            Column("name", _("Hình thức"), lambda i: local(i, "name")),
            Column("count", _("Đã quyết định"), self._decided, "number", link=self._awards),
        ]
        return [
            self.listed(
                "duties", "nhiem-vu", _("Nhiệm vụ của các cơ quan"), duties, self.duties, first=True
            ),
            self.listed(
                "forms",
                "hinh-thuc-khen",
                _("Hình thức khen thưởng"),
                forms,
                list(self.definition.award_forms.values()),
            ),
        ]

    def _now(self, duty: Duty) -> str:
        return self.names(duty.now) or _("đơn vị kế thừa chưa xác định")

    def _decided(self, form: Item) -> int:
        return sum(award.form == form.code for award in self.found.awards)

    def _awards(self, form: Item) -> str:
        return self.rows("awards.index", award_form=form.code)

"""Reading a frozen review: its figures by path, its features by code, names as of its day.

Everything that a document says is read from here, texts of before they were cleaned as every format
can hold them; the bytes and their digest stay. What the figures do not hold is None or empty,
and whoever makes the document leaves it out.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from flask_babel import gettext as translate
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geodata.queries.moments import PAID_UNTIL
from geodata.reviews import redacting
from geodata.reviews.differences import rows_behind
from geodata.reviews.freezing import digest_of
from geodata.spelling.told import tellable_json
from geodata.vocabulary import FORMER_NO_PLACE, NO_GROUP_LABEL
from webmap.documents.shapes import Ground, Placed, geometry
from webmap.language.i18n import language

Rows = Sequence[Mapping[str, Any]]


class Frozen:
    """The figures of a frozen review as they are shown: `body`, the bytes that were kept unless
    those hold what is not public. `digest`: SHA-256 of what was kept, `shown_digest`: of `body`."""

    def __init__(self, body: bytes, digest: str) -> None:
        self.body, self.digest = redacting.shown(body, digest), digest
        self.shown_digest = digest if self.body is body else digest_of(self.body)
        self.data: Mapping[str, Any] = tellable_json(self.body)

    @property
    def review(self) -> Mapping[str, Any]:
        """What the review is: code, name, kind, office, period_from, period_to, as_of, against."""
        told: Mapping[str, Any] = self.data["review"]
        return told

    @property
    def code(self) -> str:
        """The review's code."""
        return str(self.review["code"])

    @cached_property
    def as_of(self) -> dt.date:
        """The closing day."""
        return day(self.data["as_of"])

    @property
    def year(self) -> int:
        """The budget year whose money the figures tell; the closing day's, in older bodies."""
        return self.data.get("budget_year") or self.as_of.year

    @property
    def year_end(self) -> dt.date:
        """The day until which the budget year is paid."""
        return dt.date(self.year + 1, *PAID_UNTIL)

    @property
    def year_is_open(self) -> bool:
        """Whether the budget year is still paid after the closing day, so that its end is
        estimated."""
        return self.as_of < self.year_end

    @property
    def counted(self) -> tuple[dt.date, dt.date]:
        """First and last day of what tables "in the period" count."""
        first = self.review.get("counted_from") or self.review["period_from"]
        return day(first), min(day(self.review["period_to"]), self.as_of)

    def recorded_late(self, kind: str) -> frozenset[str]:
        """Codes of contributions or awards of earlier days that the last review did not hold."""
        return frozenset(self.review.get("told_late", {}).get(kind, ()))

    def figure(self, *path: str) -> Any:
        """A figure by its path (`"total", "late"`; groups by key, generations by day); None where
        the figures hold none."""
        node: Any = self.data["figures"]
        for name in path:
            if isinstance(node, list):
                named = (i for i in node if isinstance(i, Mapping))
                node = next((i for i in named if name in (i.get("key"), i.get("units_on"))), None)
            else:
                node = node.get(name) if isinstance(node, Mapping) else None
            if node is None:
                return None
        return node

    def value(self, path: tuple[str, ...]) -> Any:
        """What stands at the path of a `content.Number`: a figure, or what a feature says."""
        head, *rest = path
        if head not in (*self._features, "estimates"):
            return self.figure(*path)
        if len(rest) != 2:
            return None
        code, name = rest
        said = self.estimate(code) if head == "estimates" else self._features[head].get(code, {})
        return said.get(name)

    @cached_property
    def _features(self) -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
        kinds = ("projects", "contributions", "awards", "proposals")
        return {kind: {item["code"]: item for item in self.data.get(kind, ())} for kind in kinds}

    def rows(self, *path: str) -> set[str]:
        """Codes of the features behind a figure."""
        return rows_behind(self.data["figures"], path)

    def groups(self, by: str) -> Sequence[Mapping[str, Any]]:
        """Groups by `sector`, `agency`, `criterion`, `kind`, or `unit` (of the closing day)."""
        if by == "unit":
            of_units: Rows = self.data["figures"]["by_unit"][0]["groups"]
            return of_units
        found: Rows = self.data["figures"][f"by_{by}"]
        return found

    @property
    def units_on(self) -> str:
        """The day that names the generation of units of the closing day, as in figure paths."""
        return str(self.data["figures"]["by_unit"][0]["units_on"])

    def _listed(self, kind: str) -> Rows:
        rows: Rows = self.data[kind]
        return rows

    @property
    def projects(self) -> Sequence[Mapping[str, Any]]:
        """Projects with their rows, most urgent first."""
        return self._listed("projects")

    @property
    def project_by_code(self) -> Mapping[str, Mapping[str, Any]]:
        """Projects by code."""
        return self._features["projects"]

    @property
    def contributions(self) -> Sequence[Mapping[str, Any]]:
        """Contributions, newest first."""
        return self._listed("contributions")

    @property
    def awards(self) -> Sequence[Mapping[str, Any]]:
        """Decided awards, newest first."""
        return self._listed("awards")

    @property
    def proposals(self) -> Sequence[Mapping[str, Any]]:
        """Award dossiers that wait for a decision, the longest waiting first."""
        return self._listed("proposals") if "proposals" in self.data else ()

    @property
    def own_units(self) -> frozenset[str]:
        """The unit whose own review this is; empty for one of the campaign or of an agency."""
        return frozenset(self.data.get("scope", {}).get("unit", ()))

    def own_part(self, name: str) -> int | None:
        """An amount as far as it falls in the unit whose own review this is; None in other reviews,
        and where no row states it. The totals have the projects whole."""
        groups = [g for told in self.data["figures"]["by_unit"] for g in told["groups"]]
        found: list[int | None] = [g[name] for g in groups if g["key"] in self.own_units]
        return found[0] if found else None

    @property
    def petitions(self) -> Sequence[Mapping[str, Any]]:
        """The register of difficulties and kiến nghị, open ones first."""
        return self._listed("petitions")

    def estimate(self, code: str) -> Mapping[str, Any]:
        """The year-end estimate of a project; empty when nobody gave one."""
        told: Mapping[str, Any] = self.data["estimates"].get(code, {})
        return told

    def text(self, part: str, office: str | None = None) -> str | None:
        """A narrative part as an office (None: the campaign) wrote it."""
        for item in self.data["texts"]:
            if item["part"] == part and item["office"] == office:
                text: str | None = item["text"]
                return text
        return None

    # ── Names ─────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def _offices(self) -> Mapping[str, tuple[str, str]]:
        units = {u["id"]: (u["name"], u["name_en"]) for u in self.data["units"]}
        agencies = {a["id"]: (a["name_vi"], a["name_en"]) for a in self.data["agencies"]}
        return units | agencies

    def who(self, key: str | None) -> str:
        """The name of a unit or an agency; what is neither stays as it is."""
        names = self._offices.get(key or "")
        return names[language() == "en"] if names else (key or "")

    def listed(self, kind: str, code: str | None) -> str:
        """The name of an entry of one of the campaign's lists (`sector`, `award_form`, …)."""
        for item in self.data["lists"].get(kind, ()):
            if item["code"] == code:
                return str(item["name_en" if language() == "en" else "name_vi"] or item["name_vi"])
        return code or ""

    def label(self, group: Mapping[str, Any]) -> str:
        """The label of a group of figures; of what has no place as it is called today."""
        if group["label_vi"] == FORMER_NO_PLACE:
            return translate(NO_GROUP_LABEL["unit"])
        return str((group["label_en"] if language() == "en" else None) or group["label_vi"])

    # ── Places ────────────────────────────────────────────────────────────────────────────────

    def placed(self, projects: Sequence[Mapping[str, Any]] | None = None) -> list[Placed]:
        """Projects to draw."""
        chosen = self.projects if projects is None else projects
        return [
            Placed(p["code"], p["name"], p["status"], p["late"], geometry(p["geometry"]))
            for p in chosen
        ]

    def ground(self) -> list[Ground]:
        """The campaign's units of the closing day to draw."""
        return [
            Ground(u["id"], self.who(u["id"]), shape(u["geometry"]))
            for u in self.data["units"]
            if u["in_campaign"]
            and day(u["valid_from"]) <= self.as_of
            and (u["valid_to"] is None or self.as_of < day(u["valid_to"]))
        ]

    def home(self) -> list[BaseGeometry]:
        """What a map of everything shows: the own unit's ground, or that of all units."""
        units = self.data["units"]
        own = [shape(u["geometry"]) for u in units if u["id"] in self.own_units]
        return own or [unit.geometry for unit in self.ground()]

    def holders(self, uids: Iterable[str]) -> list[str]:
        """Units with every later one that holds their ground: what a filter by unit of any
        generation finds."""
        found, waiting = set(), list(uids)
        while waiting:
            uid = waiting.pop()
            if uid not in found and uid in self._units:
                found.add(uid)
                following = self._units[uid]["successors"]
                waiting += following if len(following) == 1 else []
        return sorted(found)

    def unit_at(self, uid: str, when: str) -> str | None:
        """The unit that holds `uid`'s ground on an ISO day, following successors."""
        unit = self._units.get(uid)
        while unit and not (
            unit["valid_from"] <= when and (unit["valid_to"] is None or when < unit["valid_to"])
        ):
            if unit["valid_from"] > when or len(unit["successors"]) != 1:
                return None
            unit = self._units.get(unit["successors"][0])
        return unit["id"] if unit else None

    @cached_property
    def _units(self) -> Mapping[str, Mapping[str, Any]]:
        return {unit["id"]: unit for unit in self.data["units"]}

    @cached_property
    def illustrative(self) -> bool:
        """Whether any figure is illustrative: every document says so."""
        return any(
            item["illustrative"]
            for kind in ("projects", "contributions", "awards")
            for item in self.data[kind]
        )


def day(text: str) -> dt.date:
    """A day of the figures."""
    return dt.date.fromisoformat(text)

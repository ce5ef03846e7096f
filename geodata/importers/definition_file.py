"""`campaign.yaml` and `units.geojson`: the campaign's definition, checked as a whole."""

import hashlib
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Literal

from pydantic import Field

from geodata.errors import BrokenFile
from geodata.importers import yaml_lines
from geodata.importers.checking import Amount, Both, Count, Day, Name, Place, Strict, Text, parsed
from geodata.importers.plan_file import Plan, check_duties, read_plan
from geodata.vocabulary import AGENCY_LEVELS, N_, UNIT_KINDS, codes


class Rules(Strict):
    """Settings of what is derived."""

    late_points: Count
    stale_days: Count
    waiting_days: Count = 5
    extent_margin_m: Count
    small_money: Count | None = None
    public_place: Literal["project", "unit"] | None = None


class Phase(Strict):
    """A phase; both days inclusive."""

    code: Name
    name: Both
    starts: Day = Field(alias="from")
    ends: Day = Field(alias="to")


class Sector(Strict):
    """A sector, its icon and letter, and the function that oversees it."""

    code: Name
    name: Both
    letter: Name
    icon: Name
    function: Name | None = None


class Function(Strict):
    """What an agency does."""

    code: Name
    name: Both


class AgencyEntry(Strict):
    """An agency of one generation; `valid_to` exclusive."""

    id: Name
    name: Both
    level: Name
    unit: Name | None = None
    functions: list[Name]
    valid_from: Day
    valid_to: Day | None = None
    successors: list[Name] = []


class AwardType(Strict):
    """A kind of occasion for awards."""

    code: Name
    name: Both
    plan: Text | None = None


class AwardForm(Strict):
    """A form of award, its level, and the function that decides it."""

    code: Name
    name: Both
    level: Name
    decided_by: Name | None = None


class CriterionEntry(Strict):
    """A criterion (`text`) or a node above some (`heading`)."""

    code: Name
    heading: Both | None = None
    text: Both | None = None
    binds: Both | None = None
    children: list["CriterionEntry"] = []


class CampaignFile(Strict):
    """The whole of campaign.yaml."""

    code: Name
    title: Both
    short: Both
    plan: Plan
    timezone: Name
    starts_on: Day
    ends_on: Day
    rules: Rules
    units: Name
    phases: list[Phase]
    sectors: list[Sector]
    functions: list[Function]
    agencies: list[AgencyEntry]
    award_types: list[AwardType]
    award_forms: list[AwardForm]
    criteria: list[CriterionEntry]


class UnitEntry(Strict):
    """Properties and outline of a unit."""

    id: Name
    code: Name | None
    name: Name
    name_en: Name
    kind: Name
    in_campaign: bool
    valid_from: Day
    valid_to: Day | None
    successors: list[Name]
    area_ha: Amount | None = None
    population: Count | None = None
    source: Text | None = None
    outline: Place


class CampaignDefinition(Strict):
    """A checked definition, with a digest of the files it came from."""

    campaign: CampaignFile
    plan_text: str
    units: list[UnitEntry]
    digest: str


def read_definition(folder: Path) -> CampaignDefinition:
    """Read and check a campaign's folder. Raises BrokenFile with file, line and reason."""
    path = folder / "campaign.yaml"
    document = yaml_lines.read(path, path.name)
    campaign = parsed(CampaignFile, document, document.data)
    units_path = folder / campaign.units
    if units_path.parent != folder:
        raise document.broken(("units",), N_("tệp đơn vị phải nằm cùng thư mục"))
    units = _read_units(units_path)
    _check(document, campaign, units)
    text = read_plan(document, folder, campaign.plan.text)
    told = path.read_bytes() + units_path.read_bytes() + text.encode()
    digest = hashlib.sha256(told).hexdigest()
    return CampaignDefinition(campaign=campaign, plan_text=text, units=units, digest=digest)


def _read_units(path: Path) -> list[UnitEntry]:
    """Units of a GeoJSON file, parsed as JSON: GDAL is never asked to guess a driver."""
    try:
        data = json.loads(path.read_text("utf-8"), parse_float=Decimal)
        features = data["features"]
    except json.JSONDecodeError as error:
        raise BrokenFile(path.name, error.lineno, N_("sai cú pháp JSON")) from error
    except (OSError, UnicodeDecodeError, KeyError, TypeError, RecursionError) as error:
        raise BrokenFile(path.name, None, N_("không phải FeatureCollection đọc được")) from error
    text = path.read_text("utf-8")
    units = []
    for feature in features:
        properties = feature.get("properties", {}) if isinstance(feature, dict) else {}
        line = _line_of(text, str(properties.get("id")))
        document = yaml_lines.Document(path.name, None, {(): line})
        entry = {**properties, "outline": feature.get("geometry")}
        units.append(parsed(UnitEntry, document, entry))
    return units


def _line_of(text: str, uid: str) -> int:
    place = text.find(f'"{uid}"')
    return text.count("\n", 0, max(place, 0)) + 1


def leaves(criteria: list[CriterionEntry]) -> Iterator[CriterionEntry]:
    """The criteria that carry a text, in the plan's order."""
    for entry in criteria:
        if entry.children:
            yield from leaves(entry.children)
        else:
            yield entry


def _check(document: yaml_lines.Document, campaign: CampaignFile, units: list[UnitEntry]) -> None:
    """What a schema cannot see: codes used twice, references to nothing, dates out of order."""
    unit_ids = [unit.id for unit in units]
    agency_ids = [agency.id for agency in campaign.agencies]
    functions = {item.code for item in campaign.functions}
    for name in ("phases", "sectors", "functions", "agencies", "award_types", "award_forms"):
        seen: set[str] = set()
        for index, entry in enumerate(getattr(campaign, name)):
            code = getattr(entry, "id", None) or entry.code
            if code in seen:
                raise document.broken((name, index), N_("mã %(code)s dùng hai lần"), code=code)
            seen.add(code)
    for index, agency in enumerate(campaign.agencies):
        at = ("agencies", index)
        for key, value, known in (
            ("level", agency.level, codes(AGENCY_LEVELS)),
            *(("functions", value, functions) for value in agency.functions),
            *(("successors", value, agency_ids) for value in agency.successors),
            *((("unit", agency.unit, unit_ids),) if agency.unit else ()),
        ):
            if value not in known:
                raise document.broken(
                    (*at, key), N_("%(key)s: không có “%(value)s”"), key=key, value=value
                )
    check_duties(document, campaign.plan, agency_ids)
    _check_units(campaign.units, units)
    _check_criteria(document, campaign.criteria, ("criteria",), set())
    if campaign.ends_on < campaign.starts_on:
        raise document.broken(("ends_on",), N_("ngày kết thúc trước ngày bắt đầu"))


def _check_units(name: str, units: list[UnitEntry]) -> None:
    ids = [unit.id for unit in units]
    for unit in units:
        if ids.count(unit.id) > 1:
            raise BrokenFile(name, None, N_("mã %(code)s dùng hai lần"), code=unit.id)
        if unit.kind not in codes(UNIT_KINDS):
            raise BrokenFile(
                name, None, N_("%(code)s: không có loại “%(kind)s”"), code=unit.id, kind=unit.kind
            )
        for successor in unit.successors:
            if successor not in ids:
                raise BrokenFile(
                    name,
                    None,
                    N_("%(code)s: đơn vị kế thừa “%(next)s” không có"),
                    code=unit.id,
                    next=successor,
                )


def _check_criteria(
    document: yaml_lines.Document, entries: list[CriterionEntry], at: yaml_lines.Loc, seen: set[str]
) -> None:
    for index, entry in enumerate(entries):
        here = (*at, index)
        if entry.code in seen:
            raise document.broken(here, N_("mã %(code)s dùng hai lần"), code=entry.code)
        seen.add(entry.code)
        if bool(entry.children) == bool(entry.text) or bool(entry.text) == bool(entry.heading):
            raise document.broken(
                here,
                N_("tiêu chí %(code)s: nhóm thì có heading và children, tiêu chí thì có text"),
                code=entry.code,
            )
        _check_criteria(document, entry.children, (*here, "children"), seen)

"""A checked definition file as the rows that `definitions.define` appends."""

from collections.abc import Sequence
from typing import Any

from geodata.definitions import NewDefinition
from geodata.importers.definition_file import (
    AwardForm,
    AwardType,
    CampaignDefinition,
    CampaignFile,
    CriterionEntry,
    Function,
    Phase,
    Sector,
)


def rows(checked: CampaignDefinition) -> NewDefinition:
    """Rows of a definition, in the campaign's own order."""
    campaign = checked.campaign
    return NewDefinition(
        campaign={
            "code": campaign.code,
            "title_vi": campaign.title.vi,
            "title_en": campaign.title.en,
            "short_vi": campaign.short.vi,
            "short_en": campaign.short.en,
            "starts_on": campaign.starts_on,
            "ends_on": campaign.ends_on,
            "plan": campaign.plan.model_dump() | {"text": checked.plan_text},
            "rules": campaign.rules.model_dump(exclude_none=True),
        },
        items=_items(campaign),
        units={
            unit.id: unit.model_dump(exclude={"id"}) | {"position": place}
            for place, unit in enumerate(checked.units)
        },
        agencies={
            agency.id: agency.model_dump(exclude={"id", "name"})
            | {"name_vi": agency.name.vi, "name_en": agency.name.en, "position": place}
            for place, agency in enumerate(campaign.agencies)
        },
        criteria=_criteria(campaign.criteria),
    )


_Listed = Phase | Sector | Function | AwardType | AwardForm


def _items(campaign: CampaignFile) -> list[dict[str, Any]]:
    lists: tuple[tuple[str, Sequence[_Listed]], ...] = (
        ("phase", campaign.phases),
        ("sector", campaign.sectors),
        ("function", campaign.functions),
        ("award_type", campaign.award_types),
        ("award_form", campaign.award_forms),
    )
    return [
        {
            "kind": kind,
            "code": entry.code,
            "position": place,
            "name_vi": entry.name.vi,
            "name_en": entry.name.en,
            "attributes": entry.model_dump(mode="json", by_alias=True, exclude={"code", "name"}),
        }
        for kind, entries in lists
        for place, entry in enumerate(entries)
    ]


def _criteria(
    entries: list[CriterionEntry],
    parent: CriterionEntry | None = None,
    found: dict[str, dict[str, Any]] | None = None,
) -> dict[str, dict[str, Any]]:
    """The tree as rows, a node before those below it; whom it binds is inherited."""
    found = {} if found is None else found
    for entry in entries:
        text = entry.text or entry.heading
        assert text is not None  # one of them is there: checked on reading
        above = found.get(parent.code, {}) if parent else {}
        found[entry.code] = {
            "parent": parent.code if parent else None,
            "position": len(found),
            "is_leaf": entry.text is not None,
            "text_vi": text.vi,
            "text_en": text.en,
            "binds_vi": entry.binds.vi if entry.binds else above.get("binds_vi"),
            "binds_en": entry.binds.en if entry.binds else above.get("binds_en"),
        }
        _criteria(entry.children, entry, found)
    return found

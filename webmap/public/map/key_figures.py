"""Figures as the JSON of `/figures.json`, labels in one language."""

from flask_babel import gettext

from geodata.clock import CITY_ZONE
from geodata.figures.summaries import Figures, Group
from geodata.queries import Snapshot


def as_json(found: Snapshot, figures: Figures, language: str) -> dict[str, object]:
    """The moment, the total, and each group with its key and label."""
    moment = found.moment
    return {
        "as_of": moment.as_of,
        "known_at": moment.known_at and moment.known_at.astimezone(CITY_ZONE),
        "today": moment.today,
        "basis": moment.basis,
        "rev": moment.known_rev,
        "by": figures.by,
        "units_on": figures.units_on,
        "budget_year": figures.budget_year,
        "total": figures.total.as_dict(),
        "groups": [
            {"key": group.key, "label": group_label(group, language), **group.figure.as_dict()}
            for group in figures.groups
        ],
    }


def group_label(group: Group, language: str) -> str:
    """What a group is called. The campaign's own names come in both languages; those of code
    lists are msgids, the same in both fields."""
    if language == "en" and group.label_en != group.label_vi:
        return group.label_en
    return gettext(group.label_vi)

"""What the two maps of a comparison draw: the places of both reviews, inside the page."""

from typing import Any

from flask_babel import gettext as _

from layers import styles
from webmap.documents.frozen import Frozen
from webmap.language import formats


def compare_config(frozen: Frozen, earlier: Frozen) -> dict[str, Any]:
    """Units and projects of the earlier and of this review, with what draws them."""
    return {
        "styles": styles.as_config(),
        "sides": [_side(review) for review in (earlier, frozen)],
    }


def _side(review: Frozen) -> dict[str, Any]:
    shown = {ground.id for ground in review.ground()}
    return {
        "name": _("Số liệu chốt ngày %(day)s", day=formats.day(review.as_of)),
        "units": [unit["geometry"] for unit in review.data["units"] if unit["id"] in shown],
        "projects": [
            {
                "name": project["name"],
                "status": project["status"],
                "late": project["late"],
                "geometry": project["geometry"],
            }
            for project in review.projects
            if project["geometry"]
        ],
    }

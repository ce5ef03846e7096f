"""`/campaign`: the plan in short and in full."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from webmap import pages
from webmap.campaign_page import CampaignPage
from webmap.frames import NAMES

bp = Blueprint("campaign", __name__)


@bp.get("/campaign")
def show() -> ResponseReturnValue:
    """What the campaign is, when, who does what, and the plan's text."""
    return pages.show(NAMES, CampaignPage, CampaignPage.template)

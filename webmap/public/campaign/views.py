"""`/campaign`: the plan in short and in full."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from webmap.pages import page
from webmap.pages.tables_page import NAMES
from webmap.public.campaign.page import CampaignPage

bp = Blueprint("campaign", __name__)


@bp.get("/campaign")
def show() -> ResponseReturnValue:
    """What the campaign is, when, who does what, and the plan's text."""
    return page.show(NAMES, CampaignPage, CampaignPage.template)

"""Every journey's addresses, by room. A view parses, calls one function of geodata, renders."""

from flask import Flask

from webmap import health
from webmap.api import document_views as api_document
from webmap.api import entries as api_entries
from webmap.api import projects as api_projects
from webmap.api import sites as api_sites
from webmap.http import bundle_views
from webmap.officers import amounts
from webmap.officers.accounts import admin_views, sign_in_views
from webmap.officers.accounts import views as account
from webmap.officers.contributions import views as contribution_entry
from webmap.officers.deadlines import views as deadlines
from webmap.officers.home import views as home
from webmap.officers.project_desk import description_views
from webmap.officers.project_desk import views as project_desk
from webmap.officers.site_updates import conflict_views
from webmap.officers.site_updates import views as site_updates
from webmap.officers.verification import own_entries
from webmap.officers.verification import views as verification
from webmap.pages import embed
from webmap.public.awards import views as awards
from webmap.public.campaign import agency_views, criteria_views
from webmap.public.campaign import views as campaign
from webmap.public.compare import views as compare
from webmap.public.contributions import views as contributions
from webmap.public.feeds import views as feeds
from webmap.public.journal import views as journal
from webmap.public.map import definition, figures, layers, still_map
from webmap.public.map import views as city_map
from webmap.public.projects import list_view as projects
from webmap.public.search import views as search
from webmap.public.units import views as units
from webmap.reviews import estimate_views, petition_views, present_views
from webmap.reviews import views as reviews

BLUEPRINTS = (
    # public/
    city_map.bp,
    layers.bp,
    figures.bp,
    definition.bp,
    still_map.bp,
    projects.bp,
    contributions.bp,
    awards.bp,
    units.bp,
    campaign.bp,
    criteria_views.bp,
    agency_views.bp,
    compare.bp,
    search.bp,
    journal.bp,
    feeds.bp,
    # officers/
    sign_in_views.bp,
    account.bp,
    admin_views.bp,
    home.bp,
    amounts.bp,
    site_updates.bp,
    conflict_views.bp,
    contribution_entry.bp,
    own_entries.bp,
    verification.bp,
    project_desk.bp,
    description_views.bp,
    deadlines.bp,
    # reviews/
    reviews.bp,
    present_views.bp,
    estimate_views.bp,
    petition_views.bp,
    # api/ and the rest
    api_sites.bp,
    api_entries.bp,
    api_projects.bp,
    api_document.bp,
    bundle_views.bp,
    health.bp,
)


def init_app(app: Flask) -> None:
    """Register every journey."""
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    embed.init_app(app)

"""The pages and answers, one file per journey. A view parses, asks geodata once, renders."""

from flask import Flask

from webmap.views import (
    account,
    admin,
    agencies,
    api_entries,
    api_projects,
    api_reading,
    api_sites,
    awards,
    bundles,
    campaign,
    compare,
    contributions,
    criteria,
    definition,
    embed,
    feeds,
    figures,
    gift_entry,
    health,
    journal,
    layers,
    map,
    own_entries,
    petitions,
    pictures,
    present,
    project_list,
    review,
    review_parts,
    reviews,
    search,
    set_aside,
    sign_in,
    site_update,
    units,
    work,
)

BLUEPRINTS = (
    map.bp,
    layers.bp,
    figures.bp,
    definition.bp,
    project_list.bp,
    journal.bp,
    contributions.bp,
    awards.bp,
    search.bp,
    pictures.bp,
    feeds.bp,
    compare.bp,
    units.bp,
    criteria.bp,
    agencies.bp,
    campaign.bp,
    sign_in.bp,
    account.bp,
    admin.bp,
    work.bp,
    site_update.bp,
    gift_entry.bp,
    own_entries.bp,
    set_aside.bp,
    review.bp,
    # Two files, one blueprint.
    review_parts.bp,
    petitions.bp,
    health.bp,
    reviews.bp,
    present.bp,
    bundles.bp,
    api_sites.bp,
    api_entries.bp,
    api_projects.bp,
    api_reading.bp,
)


def init_app(app: Flask) -> None:
    """Register every journey."""
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    embed.init_app(app)

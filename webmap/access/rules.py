"""Who may ask for which address: one table of every endpoint, enforced by `webmap.access.guard`.

What is not in the table is refused. Which *row* a role may touch is for geodata.permissions.
"""

from geodata.accounts.sessions import Holder
from geodata.permissions import RULES

PUBLIC = "public"
"""Anybody, and the same bytes for everybody."""
SIGNED_IN = "signed in"
"""Whoever is signed in."""
Rule = str | frozenset[str]
ADMINISTRATOR = frozenset({"administrator"})
WARD = frozenset({"ward"})
REPORTERS = WARD | {"owner"}
SENDERS = REPORTERS | {"secretariat"}
DECIDERS = frozenset({"owner", "secretariat"})
QUEUE = DECIDERS | {"leader"}
ENTRIES = SENDERS | {"leader"}
OWNERS = frozenset({"owner"})
KEEPERS = DECIDERS | {"finance"}
DESK = KEEPERS | {"leader"}
READERS = DESK | WARD
"""Who may read a review before it is published, and what its meeting decided."""


def _who(*actions: str) -> frozenset[str]:
    """The roles that may do one of these at all, by the table of permissions."""
    return frozenset(role for action in actions for role in RULES[action])


ACCESS: dict[str, Rule] = {
    # What the public sees. Pages under /embed follow the page that they embed.
    "static": PUBLIC,
    "bundles.css": PUBLIC,
    "bundles.js": PUBLIC,
    "map.index": PUBLIC,
    "map.fragment": PUBLIC,
    "layers.index": PUBLIC,
    "layers.layer": PUBLIC,
    "figures.index": PUBLIC,
    "definition.agencies": PUBLIC,
    "definition.criteria": PUBLIC,
    "definition.units": PUBLIC,
    "projects.index": PUBLIC,
    "projects.show": PUBLIC,
    "projects.photo": PUBLIC,
    "journal.project": PUBLIC,
    "contributions.index": PUBLIC,
    "awards.index": PUBLIC,
    "units.index": PUBLIC,
    "units.show": PUBLIC,
    "criteria.index": PUBLIC,
    "criteria.show": PUBLIC,
    "agencies.index": PUBLIC,
    "agencies.show": PUBLIC,
    "campaign.show": PUBLIC,
    "compare.show": PUBLIC,
    "search.index": PUBLIC,
    "search.suggest": PUBLIC,
    "pictures.map": PUBLIC,
    "feeds.changes": PUBLIC,
    "feeds.sitemap": PUBLIC,
    "feeds.robots": PUBLIC,
    "health.index": PUBLIC,
    # Frozen reviews: the view shows the public only those that are published.
    "reviews.index": PUBLIC,
    "reviews.show": PUBLIC,
    "reviews.figures": PUBLIC,
    "reviews.rows": PUBLIC,
    "reviews.changes": PUBLIC,
    "reviews.document": PUBLIC,
    "reviews.progress": PUBLIC,
    "reviews.sheet": PUBLIC,
    "reviews.picture": PUBLIC,
    "presenting.show": PUBLIC,
    "presenting.notes": READERS,
    # What was recorded, by whom.
    "journal.index": frozenset({"secretariat", "administrator"}),
    # What is due; mailing it is the secretariat's.
    "deadlines.show": frozenset({"secretariat", "leader"}),
    "deadlines.send": frozenset({"secretariat"}),
    # Signing in and out.
    "sign_in.index": PUBLIC,
    "sign_in.enter": PUBLIC,
    "sign_in.csrf": PUBLIC,
    "sign_in.leave": PUBLIC,
    "sign_in.link": PUBLIC,
    "sign_in.redeem": PUBLIC,
    # One's own account.
    "account.show": SIGNED_IN,
    "account.password": SIGNED_IN,
    "account.change_password": SIGNED_IN,
    "account.totp": SIGNED_IN,
    "account.turn_on_totp": SIGNED_IN,
    "account.leave_elsewhere": SIGNED_IN,
    # Accounts and tokens.
    "admin.accounts": ADMINISTRATOR,
    "admin.new": ADMINISTRATOR,
    "admin.create": ADMINISTRATOR,
    "admin.account": ADMINISTRATOR,
    "admin.disable": ADMINISTRATOR,
    "admin.enable": ADMINISTRATOR,
    "admin.reset": ADMINISTRATOR,
    "admin.reset_totp": ADMINISTRATOR,
    "admin.hand_over": ADMINISTRATOR,
    "admin.tokens": ADMINISTRATOR,
    "admin.make_token": ADMINISTRATOR,
    "admin.revoke_token": ADMINISTRATOR,
    # Those who report of sites and enter what people gave.
    "home.index": SIGNED_IN,
    "amounts.said": SIGNED_IN,
    "own_entries.index": SENDERS,
    "conflicts.index": REPORTERS,
    "conflicts.drop": REPORTERS,
    "site_updates.form": REPORTERS,
    "site_updates.send": REPORTERS,
    "site_updates.correction": REPORTERS,
    "site_updates.correct": REPORTERS,
    "contribution_entry.choose": WARD,
    "contribution_entry.send": WARD,
    "contribution_entry.mend": WARD,
    "contribution_entry.correction": WARD | {"secretariat"},
    "contribution_entry.correct": WARD | {"secretariat"},
    # The interface for programs.
    "api_document.index": PUBLIC,
    "api_document.document": PUBLIC,
    "api_sites.me": SIGNED_IN,
    "api_sites.mine": _who("project.see"),
    "api_sites.project": _who("project.see"),
    "api_entries.show_update": _who("project.see"),
    "api_entries.show_contribution": _who("contribution.see"),
    "api_entries.show_revision": _who("project.see"),
    "api_entries.verify_update": _who("update.decide"),
    "api_entries.verify_contribution": _who("contribution.decide"),
    "api_entries.verify_revision": _who("revision.decide"),
    "api_entries.return_update": _who("update.decide"),
    "api_entries.return_contribution": _who("contribution.decide"),
    "api_entries.return_revision": _who("revision.decide"),
    "api_entries.ask_update": _who("update.decide"),
    "api_entries.ask_contribution": _who("contribution.decide"),
    "api_entries.ask_revision": _who("revision.decide"),
    "api_entries.withdraw_update": _who("update.withdraw"),
    "api_entries.withdraw_contribution": _who("contribution.withdraw"),
    "api_entries.withdraw_revision": _who("revision.withdraw"),
    "api_entries.correct_update": _who("update.correct"),
    "api_entries.queue": _who("project.see"),
    "api_entries.aside": _who("update.report"),
    "api_entries.drop": _who("update.report"),
    "api_sites.contribute": _who("contribution.enter"),
    "api_projects.register": _who("project.register"),
    "api_projects.revise": _who("project.revise"),
    "api_projects.disbursement": _who("project.disbursement"),
    "api_projects.capital_plan": _who("project.capital_plan"),
    "api_projects.clearance": _who("project.clearance"),
    "api_projects.milestone": _who("project.milestone"),
    "api_projects.decision": _who("project.decision"),
    "api_projects.package": _who("project.package"),
    "api_projects.responsible_unit": _who("project.responsible_unit"),
    "api_entries.correct_contribution": _who("contribution.correct"),
    "api_entries.correct_revision": _who("project.revise"),
    "api_sites.report": _who("update.report"),
    # What waits. An entry is read by its sender too.
    "verification.queue": QUEUE,
    "verification.decide_several": DECIDERS,
    "verification.entry": ENTRIES,
    "verification.decide": DECIDERS,
    "verification.withdraw": SENDERS,
    # Reviews in the making, and the register of kiến nghị.
    "review_desk.index": _who("review.read"),
    "review_desk.new": _who("review.manage", "review.own"),
    "review_desk.create": _who("review.manage", "review.own"),
    "review_desk.show": _who("review.read"),
    "review_desk.about": _who("review.manage", "review.own"),
    "review_desk.change": _who("review.manage", "review.own"),
    "review_desk.asked": _who("review.manage", "review.own"),
    "review_desk.ask": _who("review.manage", "review.own"),
    "review_desk.confirm": _who("review.manage", "review.own"),
    "review_desk.freeze": _who("review.manage", "review.own"),
    "review_desk.publish": _who("review.manage", "review.own"),
    "review_desk.note": _who("review.manage", "review.own"),
    "review_desk.slides": _who("review.manage", "review.own"),
    "review_desk.arrange": _who("review.manage", "review.own"),
    "review_desk.report": _who("review.write"),
    "review_desk.send_report": _who("review.write"),
    "review_desk.report_file": _who("review.file"),
    "review_desk.texts": _who("review.write"),
    "review_desk.write": _who("review.write"),
    "review_desk.estimate": _who("review.estimate"),
    "review_desk.expect": _who("review.estimate"),
    "petitions.index": _who("review.read"),
    "petitions.new": _who("petition.raise"),
    "petitions.send": _who("petition.raise"),
    "petitions.answer": _who("petition.answer"),
    "petitions.settle": _who("petition.answer"),
    # What is kept of projects.
    "project_desk.index": DESK,
    "project_desk.show": DESK,
    "project_desk.form": KEEPERS,
    "project_desk.send": KEEPERS,
    "project_desk.correct": KEEPERS,
    "project_desk.put_right": KEEPERS,
    "project_description.new": _who("project.register"),
    "project_description.register": _who("project.register"),
    "project_description.revise": _who("project.revise"),
    "project_description.send": _who("project.revise"),
    "project_description.acceptance": OWNERS,
    "project_description.accept": OWNERS,
}
"""Endpoint to who may ask for it: PUBLIC, SIGNED_IN, or the roles."""

CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
OWN_AFFAIRS = frozenset(endpoint for endpoint in ACCESS if endpoint.startswith("account."))
"""Endpoints about one's own account: open also to an officer whose office has ended."""


def rule_of(endpoint: str) -> Rule | None:
    """The rule of an endpoint; None for one that the table does not know."""
    return ACCESS.get(endpoint.removeprefix("embed."))


def suits(rule: Rule | None, found: Holder) -> bool:
    """Whether who is signed in may ask for addresses of a rule."""
    return rule in (PUBLIC, SIGNED_IN) or (rule is not None and found.role in rule)

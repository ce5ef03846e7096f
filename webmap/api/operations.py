"""The operations of the programs' interface: what each takes and gives, in one table by endpoint.

Addresses and methods come from the routes, who may ask from `webmap.access.rules`;
`webmap.api.openapi` puts them together, and a test holds that table and routes name the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import BaseModel

from webmap.api import answers
from webmap.forms import bodies
from webmap.forms.project_bodies import Registration, Revision


@dataclass(frozen=True)
class Operation:
    """An operation: what it does, the body that it reads, its answers by status. `conflict`:
    whether it can meet another state; `query`: its parameters; `optional_body`: nothing may be
    sent."""

    tag: str
    summary: str
    answers: Mapping[int, type[BaseModel] | None]
    body: type[BaseModel] | None = None
    conflict: bool = False
    optional_body: bool = False
    query: type[BaseModel] | None = None


def _entering(tag: str, summary: str, body: type[BaseModel]) -> Operation:
    """What makes a row: 201, and 200 with the same answer when it came before."""
    recorded = {201: answers.Recorded, 200: answers.Recorded}
    return Operation(tag, summary, recorded, body, conflict=True)


def _deciding(summary: str, body: type[BaseModel], *, optional: bool = False) -> Operation:
    decided = {200: answers.Decided}
    return Operation("decisions", summary, decided, body, conflict=True, optional_body=optional)


def _correcting(kind: str) -> Operation:
    return _entering(
        "decisions",
        f"Correct a verified {kind} by a new row that says why",
        bodies.CORRECTIONS[kind],
    )


OWNER_TITLES = {
    "disbursement": "Enter a disbursement of a month",
    "capital_plan": "Enter the capital plan of a year",
    "clearance": "Enter how far site clearance is",
    "milestone": "Enter the state of a milestone",
    "decision": "Enter a decision on the project, such as an extension",
    "package": "Enter a bidding package with its contract",
    "responsible_unit": "Name the unit that answers for the site",
}
OPERATIONS: dict[str, Operation] = {
    "sign_in.csrf": Operation("session", "The CSRF token of this browser", {200: answers.Token}),
    "api_sites.me": Operation("session", "Who asks", {200: answers.Me}),
    "api_sites.mine": Operation("sites", "The sites that concern me", {200: answers.Sites}),
    "api_sites.project": Operation(
        "sites", "A project with what waits", {200: answers.ProjectState}
    ),
    "api_sites.report": _entering("sites", "Report what was seen of a site", bodies.SiteReport),
    "api_sites.contribute": _entering(
        "contributions", "Enter a contribution of my unit", bodies.NewContribution
    ),
    "api_projects.register": _entering("projects", "Register a project", Registration),
    "api_projects.revise": _entering("projects", "Describe a project anew", Revision),
    **{
        f"api_projects.{kind}": _entering("projects", OWNER_TITLES[kind], body)
        for kind, body in bodies.OWNER_ENTRIES.items()
    },
    **{
        f"api_entries.show_{kind}": Operation(
            "decisions", f"An entry of kind {kind}", {200: answers.Entry}
        )
        for kind in bodies.ENTRIES
    },
    **{
        f"api_entries.verify_{kind}": _deciding(
            f"Confirm a waiting {kind}", bodies.Verify, optional=True
        )
        for kind in bodies.ENTRIES
    },
    **{
        f"api_entries.return_{kind}": _deciding(
            f"Return a waiting {kind} with a reason", bodies.SendBack
        )
        for kind in bodies.ENTRIES
    },
    **{
        f"api_entries.ask_{kind}": _deciding(
            f"Ask the sender of a waiting {kind}", bodies.SendBack
        )
        for kind in bodies.ENTRIES
    },
    **{
        f"api_entries.withdraw_{kind}": Operation(
            "decisions",
            f"Withdraw a waiting {kind} of one's own",
            {200: answers.Decided},
            bodies.Withdraw,
            conflict=True,
            optional_body=True,
        )
        for kind in bodies.ENTRIES
    },
    **{
        f"api_entries.correct_{kind}": _correcting(kind)
        for kind in bodies.ENTRIES
    },
    "api_entries.queue": Operation(
        "decisions", "What waits and concerns me", {200: answers.Queue}, query=bodies.QueueQuery
    ),
    "api_entries.aside": Operation(
        "sites", "What was set aside of me, for a newer state stood against it",
        {200: answers.Aside},
    ),
    "api_entries.drop": Operation("sites", "Drop what was set aside", {204: None}),
    "api_document.document": Operation("reading", "This document", {200: None}),
}  # fmt: skip
"""Endpoint to operation."""

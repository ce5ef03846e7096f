"""Every address of the application, with arguments that name rows of the sample."""

import re
from collections.abc import Iterator

from flask import Flask

ARGUMENTS = {
    "code": "DUONG-N7",
    "criteria.code": "1.4.b",
    "uid": "29905@2025",
    "agencies.uid": "ban-qlda@2013",
    "name": "projects",
    "kind": "update",
    "verification.row_id": "999999",  # none has it: whose it is depends on its kind
    "filename": "icons/favicon.svg",
}
"""What the arguments of an address are tried with, of all addresses or of one blueprint's; one
that is not here is tried as `1`."""
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def addresses(app: Flask) -> Iterator[tuple[str, str, str]]:
    """Endpoint, method, address, for every rule and method that it takes."""
    for rule in app.url_map.iter_rules():
        blueprint = rule.endpoint.removeprefix("embed.").partition(".")[0]

        def value(found: re.Match, blueprint: str = blueprint) -> str:
            return ARGUMENTS.get(f"{blueprint}.{found[1]}", ARGUMENTS.get(found[1], "1"))

        path = re.sub(r"<(?:[^<>]*:)?(\w+)>", value, rule.rule)
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            yield rule.endpoint, method, path

"""schemathesis against the OpenAPI document: bodies that fit it and bodies that do not, sent by
programs of every role, and what may not happen whatever is sent."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from geodata import clock
from geodata.accounts import tokens
from geodata.journal import SYSTEM
from tests.officers import SAMPLE
from tests.webmap.desk import Desk
from webmap.access import rules as access_rules
from webmap.api import openapi

HELD = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
]
MODES = (GenerationMode.NEGATIVE, GenerationMode.POSITIVE)


@dataclass
class Target:
    """An operation, the arguments of its address, who may use it and who may not. `modes`: of what
    has neither body nor query nothing can be wrong."""

    operation: Any
    modes: tuple[GenerationMode, ...]
    arguments: dict[str, Any]
    allowed: str | None
    refused: str | None


@dataclass
class Fuzz:
    """All operations of /api over a desk. `waiting`: kind to the id of an entry that waits."""

    desk: Desk
    code: str
    waiting: dict[str, int]

    def __post_init__(self) -> None:
        self.schema = schemathesis.openapi.from_wsgi("/api/openapi.json", self.desk.app)
        with self.desk.store.writing() as session:
            self.tokens = {
                role: tokens.make(session, SYSTEM, role, role, SAMPLE[role], today=clock.today())
                for role in tokens.TOKEN_ROLES
            }

    def targets(self) -> Iterator[Target]:
        """Every operation of the document."""
        for rule, method, told in openapi.operations(self.desk.app):
            path = openapi.address(rule)
            allowed = access_rules.ACCESS[rule.endpoint]
            kind = rule.endpoint.rsplit("_", 1)[-1]
            arguments = {"code": self.code, "row_id": self.waiting.get(kind, 1)}
            yield Target(
                self.schema[path][method],
                MODES if told.body or told.query else (GenerationMode.POSITIVE,),
                {name: arguments[name] for name in rule.arguments & set(arguments)},
                next(
                    (r for r in self.tokens if allowed == access_rules.SIGNED_IN or r in allowed),
                    None,
                ),
                next((r for r in self.tokens if r not in allowed), None),
            )

    def run(self, target: Target, examples: int) -> None:
        """Send what fits and what does not; everything held by `HELD`, and no row of a refusal."""
        for mode in target.modes:
            for role, share in ((target.allowed, 1), (target.refused, 4)):
                if role is not None:
                    self._send(target, mode, role, max(1, examples // share))

    def _send(self, target: Target, mode: GenerationMode, role: str, examples: int) -> None:
        cases = target.operation.as_strategy(
            generation_mode=mode, path_parameters=target.arguments or None
        )
        bearer = {
            "Authorization": f"Bearer {self.tokens[role]}",
            "Accept-Encoding": "identity",
        }
        _each(cases, examples, lambda case: self._judge(case, bearer))

    def _judge(self, case: Any, bearer: dict[str, str]) -> None:
        before = self.desk.counts()
        response = case.call(headers=bearer)
        case.validate_response(response, checks=HELD)
        if response.status_code < 400:
            return
        after = self.desk.counts()
        if response.status_code == 409 and response.json()["type"] == "conflict":
            after["set_aside"] = before["set_aside"]
        assert after == before, (case.operation.label, response.status_code)


def _each(cases: Any, examples: int, judge: Callable[[Any], None]) -> None:
    @seed(20261123)
    @settings(
        max_examples=examples,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        database=None,
        deadline=None,
    )
    @given(cases)
    def sent(case: Any) -> None:
        judge(case)

    sent()

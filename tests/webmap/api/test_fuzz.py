"""Whatever a program sends to `/api`: no 500, an answer that the document names, no row of what was
refused. The longer form: tests/soak/test_api_fuzz.py."""

import json
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.remote import a_report
from tests.webmap.api.fuzzing import Fuzz
from tests.webmap.api.test_mass_assignment import Ready

EXAMPLES = {"sqlite": 2, "postgresql": 1}
"""Of each operation and mode, per role that may; of one that may not, one."""


def fuzz_over(desk):
    ready = Ready(desk)
    return Fuzz(desk, ready.code, ready.waiting)


@pytest.fixture(scope="module")
def fuzz(desk):
    return fuzz_over(desk)


@pytest.mark.timeout(600)
def test_every_operation_withstands_what_fits_and_what_does_not(fuzz):
    for target in fuzz.targets():
        fuzz.run(target, EXAMPLES[fuzz.desk.store.dialect])


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)
FIELDS = ("client_uuid", "base_version", "status", "physical_percent", "forecast_finish",
          "obstacles", "note", "observed_on", "position")  # fmt: skip


@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
@given(name=st.sampled_from(FIELDS), value=VALUES)
def test_a_report_with_any_value_in_a_field_has_an_answer(desk, name, value):
    ward = desk.officer("ward")
    body = a_report({"version": 0, "status": "implementation", "physical_percent": 5})
    raw = json.dumps(body | {name: value}).encode("utf-8", "surrogatepass")
    before = desk.counts()
    answer = ward.post("/api/projects/DUONG-N7/updates", data=raw, content_type="application/json")
    assert answer.status_code in (400, 403, 409, 422), answer.text
    after = desk.counts()
    assert after | {"set_aside": 0} == before | {"set_aside": 0}


def nested(depth):
    return b'{"note": ' + b"[" * depth + b"]" * depth + b"}"


RAW = {
    "NaN": (b'{"physical_percent": NaN}', "application/json", 400),
    "Infinity": (b'{"base_version": -Infinity}', "application/json", 400),
    "a key twice": (b'{"note": "a", "note": "b"}', "application/json", 400),
    "deep": (nested(100_000), "application/json", 400),
    "deeper than the stack": (nested(120_000), "application/json", 400),
    "a lone surrogate": (rb'{"note": "\ud800"}', "application/json", 400),
    "a surrogate as bytes": (b'{"note": "\xed\xa0\x80"}', "application/json", 400),
    "NUL": (rb'{"note": "\u0000"}', "application/json", 400),
    "NUL as a byte": (b'{"note": "\0"}', "application/json", 400),
    "a huge number": (b'{"base_version": ' + b"9" * 100_000 + b"}", "application/json", 400),
    "a huge exponent": (b'{"physical_percent": 1e999999999}', "application/json", 400),
    "a megabyte of text": (b'{"note": "' + b"x" * 1_048_576 + b'"}', "application/json", 413),
    "much text": (b'{"note": "' + b"x" * 250_000 + b'"}', "application/json", 422),
    "nothing": (b"", "application/json", 400),
    "a list": (b"[]", "application/json", 400),
    "a form": (b"note=x", "application/x-www-form-urlencoded", 400),
    "text": (b'{"note": "x"}', "text/plain", 400),
    "no type": (b'{"note": "x"}', None, 400),
    "UTF-16": ('{"note": "x"}'.encode("utf-16"), "application/json; charset=utf-16", 400),
    "UTF-16 unsaid": ('{"note": "x"}'.encode("utf-16"), "application/json", 400),
    "packed": (b"\x1f\x8b\x08\x00", "application/json", 400),
}


@pytest.mark.parametrize("name", RAW)
def test_a_raw_body_is_refused_clearly_by_every_kind_of_address(desk, name):
    raw, content_type, status = RAW[name]
    ward = desk.officer("ward")
    site = ward.get("/api/my/sites").get_json()["sites"][0]
    before = desk.counts()
    for address in (f"/api/projects/{site['code']}/updates", "/api/contributions"):
        send = partial(ward.post, address, data=raw)
        answer = send(content_type=content_type) if content_type else send()
        assert answer.status_code == status, answer.text
        told = answer.get_json()
        assert answer.mimetype == "application/problem+json"
        assert told["detail"]
        if status == 400:
            assert told["errors"][0]["parameter"]
            assert told["errors"][0]["reason"]
        if status == 422:
            assert "note" in told["errors"]
    assert desk.counts() == before

"""Every address on both kinds of store: the same status and the same answer, for whoever may ask.

Pages are tested on a file (see the conftest of this folder): what a page asks of a store is the
same few questions, which geodata tests on both. Here each is asked of both, once.
"""

import re
from contextlib import ExitStack

import pytest

from layers import catalog
from tests.exact_places import exact_places, told_exactly
from tests.officers import SAMPLE, as_officer
from tests.webmap.access.addresses import addresses
from tests.webmap.desk import desk_over
from webmap.access.rules import CHANGING, PUBLIC, SIGNED_IN, rule_of

pytestmark = [pytest.mark.both_stores, pytest.mark.timeout(600)]

PLACES = (
    *(f"/layers/{layer.id}.geojson" for layer in catalog.LAYERS),
    "/", "/panel", "/figures.json", "/contributions", "/contributions?format=csv", "/awards",
    "/projects/VANH-DAI-TAY", "/feed.atom", "/projects/VANH-DAI-TAY/journal",
    "/search?q=hien", "/compare",
)  # fmt: skip
"""Public addresses that tell of contributions."""
ENDS_THE_SESSION = {"sign_in.leave", "sign_in.enter"}
SAYS_WHICH_STORE = {"/healthz"}
WRITTEN = ("text/", "application/json", "application/geo+json", "application/problem+json")
DIFFERENT = (
    (r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "a key"),
    (r"\d{4}-\d\d-\d\dT\d\d[:.%A3]+\d\d[\d:.%A]*", "an instant"),
    (r"\b\d\d:\d\d\b", "a time"),
    (r'<figure class="qr-frame".*?</figure>', "a picture of a secret"),
    (r"\b(?:[A-Z2-7]{4} ?){4,}", "a secret in groups"),
    (r"[A-Za-z0-9_.-]{22,}", "a secret"),
)
"""What no two stores have in common: they were filled one after the other."""


@pytest.fixture(scope="module")
def desks(templates):
    """The sample on each kind of store, with the same officers."""
    kinds = [templates(kind) for kind in ("sqlite", "postgis")]
    with ExitStack() as open_:
        yield [open_.enter_context(desk_over(kind.stores, kind.sample())) for kind in kinds]


@pytest.fixture(scope="module")
def askers(desks):
    """Nobody (None) and an officer of each role, on each store."""
    found = {role: [as_officer(desk.app, role) for desk in desks] for role in SAMPLE}
    return {None: [desk.app.test_client() for desk in desks]} | found


def may(endpoint):
    """Who is let in: nobody in particular if everybody is."""
    rule = rule_of(endpoint)
    if rule == PUBLIC:
        return [None]
    return list(SAMPLE) if rule == SIGNED_IN else sorted(rule)


def told(answer):
    """What an answer says, without what is different in every store."""
    text = answer.text if answer.mimetype.startswith(WRITTEN) else ""
    for pattern, word in DIFFERENT:
        text = re.sub(pattern, word, text, flags=re.DOTALL)
    return answer.status_code, answer.mimetype, text.splitlines()


def different(method, path, pair):
    """The first line in which two stores answer differently, or None."""
    options = {"method": method}
    if path.startswith("/api") and method in CHANGING:
        options["json"] = {}
    one, other = (told(client.open(path, **options)) for client in pair)
    assert one[0] < 500, (method, path, one)
    if path in SAYS_WHICH_STORE or one == other:
        return None
    lines = [pair for pair in zip(one[2], other[2], strict=False) if pair[0] != pair[1]]
    return method, path, one[:2], other[:2], lines[:1]


@pytest.mark.postgis
@pytest.mark.parametrize("changing", [False, True])
def test_every_address_answers_alike_on_both_stores(desks, askers, changing):
    found = []
    for endpoint, method, path in addresses(desks[0].app):
        if endpoint in ENDS_THE_SESSION or endpoint == "static":
            continue
        if (method in CHANGING) == changing:
            found += [different(method, path, askers[role]) for role in may(endpoint)]
    assert len(found) > 50
    assert "\n".join(str(each)[:600] for each in found if each) == ""


@pytest.mark.postgis
def test_no_public_address_tells_an_exact_place(desks, askers):
    for desk, visitor in zip(desks, askers[None], strict=True):
        exact = exact_places(desk.store)
        assert len(exact) > 100
        found = addresses(desk.app)
        public = [path for at, how, path in found if how == "GET" and rule_of(at) == PUBLIC]
        for path in (*PLACES, *public):
            answer = visitor.get(path)
            if path in PLACES:
                assert answer.status_code == 200, path
            if answer.mimetype.startswith(WRITTEN):
                assert told_exactly(answer.text, exact) == set(), path

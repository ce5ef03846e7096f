"""Much that fits the OpenAPI document and much that does not. Only by `make soak`."""

import pytest

from tests.webmap.api.test_fuzz import fuzz_over
from tests.webmap.desk import desk_over

pytestmark = [pytest.mark.soak, pytest.mark.timeout(3600)]

EXAMPLES = 30


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgis", marks=pytest.mark.postgis)])
def test_every_operation_withstands_much(templates, kind):
    chosen = templates(kind)
    with desk_over(chosen.stores, chosen.sample()) as desk:
        fuzz = fuzz_over(desk)
        for target in fuzz.targets():
            fuzz.run(target, EXAMPLES)

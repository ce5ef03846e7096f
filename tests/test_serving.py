"""`make run` and gunicorn, started for real."""

import json
import urllib.request

import pytest

from tests.processes import GUNICORN, running

SECOND_START = 1 / 2
"""Of what the first takes, which loads the sample; a fifth where nothing else runs."""


def _health(address: str) -> dict:
    with urllib.request.urlopen(f"{address}/healthz") as answer:
        return json.load(answer)


def test_gunicorn_serves_every_store_and_stops_on_interrupt(sample_copy):
    with running(GUNICORN, sample_copy.url) as server:
        assert _health(server.address)["store"] == sample_copy.dialect
        with urllib.request.urlopen(f"{server.address}/") as page:
            assert page.status == 200
        code, output = server.interrupt()
    assert code == 0
    assert f"{server.address}  (Ctrl-C" in output
    assert "Traceback" not in output


@pytest.mark.parametrize(("name", "value"), [("PORT", "a lot"), ("DATABASE_URL", "mysql://x/y")])
def test_gunicorn_with_a_bad_setting_says_which(tmp_path, name, value):
    with (
        pytest.raises(RuntimeError, match=f"(?s)^(?!.*Traceback).*{name}"),
        running(GUNICORN, f"sqlite:///{tmp_path}/map.gpkg", **{name: value}),
    ):
        pass


def test_make_run_makes_the_store_and_a_second_start_is_quick_and_keeps_it(tmp_path):
    url = f"sqlite:///{tmp_path}/map.gpkg"
    with running(["make", "--silent", "run"], url) as first:
        before = _health(first.address)
        first.interrupt()
    with running(["make", "--silent", "run"], url) as second:
        after = _health(second.address)
        second.interrupt()
    assert before["rev"] > 0
    assert after["rev"] == before["rev"]
    assert second.seconds_to_answer < first.seconds_to_answer * SECOND_START


def test_make_run_without_the_sample_serves_the_definition_alone(tmp_path):
    url = f"sqlite:///{tmp_path}/map.gpkg"
    with running(["make", "--silent", "run"], url, SAMPLE="0") as server:
        with urllib.request.urlopen(f"{server.address}/figures.json") as answer:
            total = json.load(answer)["total"]
        with urllib.request.urlopen(f"{server.address}/units.json") as answer:
            assert json.load(answer)
        server.interrupt()
    assert total["projects"] == 0


def test_make_run_with_a_store_out_of_reach_says_so_and_ends(tmp_path):
    url = f"postgresql+psycopg2://nobody@/nothing?host={tmp_path}"
    with (
        pytest.raises(RuntimeError, match=r"(?s)^(?!.*Traceback).*DATABASE_URL"),
        running(["make", "--silent", "run"], url),
    ):
        pass

"""Commands, as an operator runs them."""

import os
import shutil
import stat
import subprocess
import sys

import pytest
from sqlalchemy import func, select

from geodata.models import JournalEntry, Project
from geodata.store import open_store
from tests import factories
from webmap.config import PROJECT_ROOT

CAMPAIGN = PROJECT_ROOT / "geodata" / "campaign"


@pytest.fixture
def blank(make_app, sqlite):
    """An application over a store that does not exist yet, and its runner."""
    app = make_app(sqlite.new(), sample=False)
    return app, app.test_cli_runner()


def count(url, model):
    store = open_store(url)
    with store.reading() as session:
        found = session.scalar(select(func.count()).select_from(model))
    store.close()
    return found


def url_of(app):
    return app.extensions["campaign_map"].settings.database_url


def test_prepare_makes_a_store_with_the_definition_and_is_idempotent(blank):
    app, runner = blank
    first = runner.invoke(args=["prepare"])
    assert first.exit_code == 0, first.output
    assert first.output.splitlines() == [
        "Kho dữ liệu: đã chuẩn bị (sqlite).",
        "geodata/campaign: đã nạp 1 mục mới.",
    ]
    second = runner.invoke(args=["prepare"])
    assert second.output.splitlines() == [
        "Kho dữ liệu: đã ở phiên bản mới nhất.",
        "geodata/campaign: không có gì mới.",
    ]
    assert count(url_of(app), Project) == 0
    path = app.extensions["campaign_map"].store.path
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_prepare_again_adds_nothing_to_the_sample(make_app, sample_file):
    runner = make_app(sample_file.url).test_cli_runner()
    before = count(sample_file.url, JournalEntry)
    done = runner.invoke(args=["prepare"])
    assert done.exit_code == 0
    told = done.output.splitlines()
    assert told[2] == "geodata/campaign/sample: kho đã có dữ liệu, giữ nguyên."
    # A store made before there were accounts gets those of the sample, and nothing else.
    assert count(sample_file.url, JournalEntry) == before + 7
    again = runner.invoke(args=["prepare"])
    assert again.output.splitlines() == told[:3]
    assert count(sample_file.url, JournalEntry) == before + 7


def test_prepare_keeps_a_store_whose_sample_was_another(make_app, sample_file, tmp_path):
    """A newer release with another sample still starts over the older one's store."""
    campaign = tmp_path / "campaign"
    shutil.copytree(CAMPAIGN, campaign)
    changed = campaign / "sample" / "projects" / "DUONG-N7.yaml"
    changed.write_text(changed.read_text("utf-8").replace("amount: ", "amount: 1"), "utf-8")
    (campaign / "sample-accounts.yaml").unlink()
    before = count(sample_file.url, JournalEntry)
    runner = make_app(sample_file.url, campaign=str(campaign)).test_cli_runner()
    done = runner.invoke(args=["prepare"])
    assert done.exit_code == 0
    assert done.output.splitlines()[-1].endswith("kho đã có dữ liệu, giữ nguyên.")
    assert count(sample_file.url, JournalEntry) == before


def test_prepare_never_puts_the_sample_among_a_citys_own_projects(make_app, store):
    """Facts are never taken back, so forgetting SAMPLE=0 must do no harm."""
    with store.writing() as session:
        factories.define(session)
        factories.a_project(session, verified=False)
    done = make_app(store.url).test_cli_runner().invoke(args=["prepare"])
    assert done.exit_code == 0
    assert count(store.url, Project) == 1


def test_prepare_with_a_broken_sample_and_nothing_loaded_fails(make_app, sqlite, tmp_path):
    campaign = tmp_path / "campaign"
    shutil.copytree(CAMPAIGN, campaign)
    (campaign / "sample" / "data.yaml").write_text("campaign: [")
    done = make_app(sqlite.new(), campaign=str(campaign)).test_cli_runner().invoke(args=["prepare"])
    assert done.exit_code == 1
    assert "data.yaml" in done.stderr


def test_db_upgrade(blank):
    _, runner = blank
    assert "đã chuẩn bị" in runner.invoke(args=["db", "upgrade"]).output
    assert "mới nhất" in runner.invoke(args=["db", "upgrade"]).output


def test_load_of_a_broken_file_says_where_and_leaves_nothing(blank, tmp_path):
    app, runner = blank
    runner.invoke(args=["prepare"])
    before = count(url_of(app), JournalEntry)
    folder = tmp_path / "data"
    shutil.copytree(CAMPAIGN / "sample", folder)
    broken = folder / "projects" / "DUONG-N7.yaml"
    lines = broken.read_text().splitlines()
    place = next(n for n, text in enumerate(lines) if "sector: transport" in text)
    lines.insert(place + 1, lines[place].replace("sector: transport", "sectr: transport"))
    broken.write_text("\n".join(lines))
    done = runner.invoke(args=["campaign", "load", str(folder)])
    assert done.exit_code == 1
    assert done.stdout == ""
    assert f"{broken}:{place + 2}: " in done.stderr
    assert "sectr" in done.stderr
    assert "Traceback" not in done.stderr
    assert count(url_of(app), JournalEntry) == before


def test_load_of_no_campaign_is_refused(blank, tmp_path):
    _, runner = blank
    runner.invoke(args=["db", "upgrade"])
    for path in (tmp_path, tmp_path / "nowhere"):
        done = runner.invoke(args=["campaign", "load", str(path)])
        assert (done.exit_code, done.stdout) == (1, "")
        assert "không có campaign.yaml" in done.stderr


def test_load_into_a_store_out_of_reach_is_refused(make_app):
    app = make_app("postgresql+psycopg2://nobody:secret@127.0.0.1:1/nothing")
    done = app.test_cli_runner().invoke(args=["prepare"])
    assert done.exit_code == 1
    assert "Không mở được kho dữ liệu" in done.stderr
    assert "secret" not in done.stderr


def test_commands_run_from_a_shell(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", "prepare"],
        cwd=PROJECT_ROOT,
        env={**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path}/a.gpkg", "SAMPLE": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "đã nạp 1 mục mới" in done.stdout


def test_web_loads_no_importer_and_no_geopandas():
    code = (
        "import sys; from webmap import create_app, Settings; "
        "create_app(Settings(database_url='sqlite:////nowhere.gpkg', secret_key='k' * 20)); "
        "print([m for m in ('geopandas', 'pyogrio', 'geodata.importers', 'ruamel') "
        "if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT_ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"

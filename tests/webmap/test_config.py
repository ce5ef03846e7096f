"""Settings: typed, documented, refused with a sentence that helps."""

import os
import re
import stat
import subprocess
import sys

import pytest

from webmap.config import (
    PROJECT_ROOT,
    SECRET_SETTINGS,
    Settings,
    SettingsError,
    load_settings,
)
from webmap.signing import secret_key


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch):
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def test_settings_default_to_a_local_store():
    settings = load_settings()
    assert settings.database_url == f"sqlite:///{PROJECT_ROOT}/instance/sadec.gpkg"
    assert (settings.host, settings.port, settings.sample) == ("127.0.0.1", 8000, True)
    assert settings.basemap_default == "none"


def test_settings_relative_sqlite_path_starts_at_the_project(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", "sqlite:///x/y.gpkg")
    assert load_settings().database_url == f"sqlite:///{PROJECT_ROOT}/x/y.gpkg"
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/y.gpkg")
    assert load_settings().database_url == f"sqlite:///{tmp_path}/y.gpkg"


def test_settings_empty_variable_is_the_default(monkeypatch):
    monkeypatch.setenv("PORT", "")
    assert load_settings().port == 8000


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "http"),
        ("PORT", "0"),
        ("PORT", "70000"),
        ("SAMPLE", "có"),
        ("DATABASE_URL", "mysql://a/b"),
        ("DATABASE_URL", "postgresql://a/b"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("SECRET_KEY", "short"),
        ("BASEMAP_DEFAULT", "google"),
        ("BASEMAP_TILES", "maybe"),
        ("BASEMAP_URL", "https://tiles.example/{z}/{x}.png"),
        ("BASEMAP_URL", "https://a b; script-src */{z}/{x}/{y}.png"),
        ("TRUSTED_PROXIES", "-1"),
        ("CAMPAIGN", "/nowhere"),
        ("LOG_LEVEL", "LOUD"),
        ("HOST", "a b"),
        ("FEED_AUTHORITY", "https://map.example"),
    ],
)
def test_settings_bad_value_names_variable_and_allowed(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    message = str(caught.value)
    allowed = Settings.model_fields[name.lower()].json_schema_extra["allowed"]
    assert f"{name}" in message
    assert f"Cho phép: {allowed}." in message


def test_settings_every_bad_variable_is_named_and_secrets_are_not_shown(monkeypatch):
    monkeypatch.setenv("PORT", "x")
    monkeypatch.setenv("SECRET_KEY", "hush")
    monkeypatch.setenv("DATABASE_URL", "mysql://me:pw@host/db")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    message = str(caught.value)
    assert "PORT='x': " in message
    assert "SECRET_KEY: " in message
    assert "DATABASE_URL: " in message
    assert "hush" not in message
    assert "pw@" not in message


def test_bad_setting_ends_the_program_with_2_and_no_traceback():
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", "prepare"],
        cwd=PROJECT_ROOT,
        env={**os.environ, "PORT": "abc"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "PORT='abc': giá trị không hợp lệ. Cho phép: số nguyên từ 1 đến 65535." in done.stderr
    assert "Traceback" not in done.stderr


def test_secret_key_is_made_once_for_the_owner_only(tmp_path):
    first = secret_key(Settings(), tmp_path / "instance")
    assert len(first) >= 40
    assert secret_key(Settings(), tmp_path / "instance") == first
    mode = (tmp_path / "instance" / "secret_key").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600
    assert secret_key(Settings(secret_key="k" * 20), tmp_path) == "k" * 20


def test_secret_key_empty_file_is_refused(tmp_path):
    (tmp_path / "secret_key").write_text("")
    with pytest.raises(SettingsError, match="SECRET_KEY"):
        secret_key(Settings(), tmp_path)


def test_settings_document_names_every_variable_with_its_default():
    text = (PROJECT_ROOT / "docs" / "operate" / "settings.md").read_text()
    rows = dict(re.findall(r"^\| `([A-Z_]+)` \| (.*?) \|", text, re.MULTILINE))
    assert set(rows) == {name.upper() for name in Settings.model_fields}
    for name, field in Settings.model_fields.items():
        default = {"": "*(empty)*", True: "`1`"}.get(field.default, f"`{field.default}`")
        assert rows[name.upper()] == default, name


def test_every_setting_says_what_is_allowed_and_is_read():
    text = "".join(path.read_text() for path in PROJECT_ROOT.glob("webmap/**/*.py"))
    text += "".join((PROJECT_ROOT / name).read_text() for name in ("app.py", "gunicorn.conf.py"))
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert field.json_schema_extra["allowed"], name
        assert re.search(rf"\b(?:settings|self)(?:\(\))?\.{name}\b", text), f"nothing reads {name}"


def test_settings_with_a_secret_are_not_shown():
    secret = {name for name in Settings.model_fields if re.search("password|secret|token", name)}
    assert secret - SECRET_SETTINGS == set()


def test_tile_origin_of_a_template_with_subdomains():
    settings = Settings(basemap_url="https://{s}.tiles.example:8443/{z}/{x}/{y}.png")
    assert settings.tile_origin == "https://*.tiles.example:8443"

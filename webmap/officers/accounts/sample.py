"""Accounts for the sample: random passwords, told once and kept in a file of their owner alone."""

import datetime as dt
import os
from pathlib import Path

import yaml

from geodata.accounts import accounts
from geodata.accounts.accounts import HandedOut, NewAccount
from geodata.importers import campaign_folder
from geodata.journal import SYSTEM
from geodata.store import Store
from webmap import config

LIST = "sample-accounts.yaml"
"""In the campaign's folder: who gets an account with the sample."""
FILE = "sample-accounts.txt"


def make(store: Store, campaign: Path, today: dt.date) -> tuple[list[HandedOut], Path]:
    """Make the accounts that the campaign lists, if the store holds the sample and no account;
    gives them (none otherwise) and the file with a line `name password` each.

    The file is written before the accounts count, so that no password is ever lost.
    """
    path = where(store)
    listed = campaign / LIST
    if not listed.is_file() or not _wanted(store, campaign):
        return [], path
    people = [NewAccount(**entry) for entry in yaml.safe_load(listed.read_text("utf-8"))]
    with store.writing() as session:
        if accounts.listed(session):  # another process was quicker
            return [], path
        made = [
            accounts.create(session, SYSTEM, person, today=today, must_change=False)
            for person in people
        ]
        _write(path, made)
    return made, path


def where(store: Store) -> Path:
    """The file beside the store, or in instance/ for one that is no file."""
    return (store.path.parent if store.path is not None else config.INSTANCE) / FILE


def _wanted(store: Store, campaign: Path) -> bool:
    with store.reading() as session:
        holds_sample = campaign_folder.holds_projects_of(session, campaign / "sample")
        return holds_sample and not accounts.listed(session)


def _write(path: Path, made: list[HandedOut]) -> None:
    """The file, readable by its owner only, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.writelines(f"{account.username} {account.password}\n" for account in made)
    fresh.replace(path)

"""Officers for tests: accounts made through their door, and browsers that are signed in."""

import re
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from geodata import clock
from geodata.accounts import accounts
from geodata.accounts.accounts import NewAccount
from geodata.journal import SYSTEM
from geodata.models import Account
from geodata.store import Store
from webmap.http.application import EXTENSION

SAMPLE = {
    "ward": "29905@2025",
    "owner": "ban-qlda@2013",
    "finance": "phong-kthtdt-29905@2025",
    "secretariat": "phong-vhxh-29905@2025",
    "leader": "ubnd-29905@2025",
    "administrator": "ubnd-29905@2025",
}
"""Each role, and an office of the campaign in which it can be held today."""


def account(
    store: Store, username: str, role: str, office: str | None = None, *, must_change: bool = False
) -> str:
    """Make an account and give its password."""
    with store.writing() as session:
        new = NewAccount(username, f"Cán bộ {username}", role, office or SAMPLE[role])
        made = accounts.create(session, SYSTEM, new, today=clock.today(), must_change=must_change)
    return made.password


def uid_of(store: Store, username: str) -> str:
    """The opaque id of an account."""
    with store.reading() as session:
        return session.scalars(select(Account.uid).where(Account.username == username)).one()


def token_of(client: FlaskClient, **options: Any) -> str:
    """The CSRF token of a browser."""
    return client.get("/api/csrf", **options).get_json()["csrf_token"]


def sign_in(client: FlaskClient, username: str, password: str, **fields: str) -> TestResponse:
    """Send the form of /login, as a browser does."""
    form = {"username": username, "password": password, "csrf_token": token_of(client)}
    return client.post("/login", data=form | fields)


class OfficerClient:
    """A browser that is signed in. `get`, `post`, … send the CSRF header; `client` does not."""

    def __init__(self, client: FlaskClient, uid: str) -> None:
        self.client = client
        self.uid = uid

    @property
    def csrf(self) -> dict[str, str]:
        """The header that a change needs."""
        return {"X-CSRF-Token": token_of(self.client)}

    def get(self, path: str, **options: Any) -> TestResponse:
        return self.client.get(path, **options)

    def post(self, path: str, **options: Any) -> TestResponse:
        return self.open(path, method="POST", **options)

    def open(self, path: str, **options: Any) -> TestResponse:
        headers = {**self.csrf, **options.pop("headers", {})}
        return self.client.open(path, headers=headers, **options)


def as_officer(
    app: Flask, role: str, office: str | None = None, username: str | None = None
) -> OfficerClient:
    """A browser signed in to an account that is made for it."""
    store = app.extensions[EXTENSION].store
    name = username or re.sub(r"[^a-z0-9]+", ".", f"{role}.{office or SAMPLE[role]}")
    password = account(store, name, role, office)
    client = app.test_client()
    answer = sign_in(client, name, password)
    assert answer.status_code == 303, answer.text
    return OfficerClient(client, uid_of(store, name))

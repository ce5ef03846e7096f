"""Officers in the browser: a server over a sample of the test's own, and accounts for it."""

import json
import urllib.request
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Page

from geodata.store import Store
from tests.officers import account


@dataclass
class Office:
    """A running server whose store may be written, and the passwords of its officers."""

    address: str
    store: Store
    passwords: dict[str, str] = field(default_factory=dict)

    def hire(self, name: str, role: str, office: str | None = None) -> str:
        """Make an account; gives its name."""
        self.passwords[name] = account(self.store, name, role, office)
        return name

    def open(self, context: BrowserContext, name: str) -> Page:
        """An empty tab of a browser that is signed in as this officer. The form of /login is sent
        without being drawn; that it can be used: test_account_pages.py."""
        asked = context.request
        token = asked.get(f"{self.address}/api/csrf").json()["csrf_token"]
        words = {"username": name, "password": self.passwords[name], "csrf_token": token}
        answer = asked.post(f"{self.address}/login", form=words, max_redirects=0)
        assert answer.status == 303, answer.text()
        return context.new_page()

    def json(self, path: str) -> dict:
        """What a public address says now."""
        with urllib.request.urlopen(f"{self.address}{path}", timeout=20) as answer:
            return json.load(answer)

    def figures(self) -> dict:
        """The key figures in all."""
        return self.json("/figures.json")["total"]

    def feature(self, code: str) -> dict:
        """A project's properties on the map."""
        found = self.json(f"/layers/projects.geojson?project={code}")["features"]
        return found[0]["properties"]

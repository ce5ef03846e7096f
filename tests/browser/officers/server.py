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
        """A tab of a browser that is signed in as this officer, by the form of /login."""
        page = context.new_page()
        page.goto(f"{self.address}/login")
        page.fill("[name=username]", name)
        page.fill("[name=password]", self.passwords[name])
        page.click("main [type=submit]")
        page.wait_for_url(f"{self.address}/desk")
        return page

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

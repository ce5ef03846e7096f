"""Officers at a distance: signed in to a server in a process of its own, by HTTP alone."""

import http.client
import json
import urllib.parse
import uuid
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

TIMEOUT_SECONDS = 60


class Unanswered(Exception):
    """The server went away before it answered: what was sent may be in the store or not."""


@dataclass
class RemoteOfficer:
    """A session on a server. Threads may share it: each request has a connection of its own."""

    address: str
    cookie: str = ""
    token: str = ""

    def sign_in(self, username: str, password: str) -> "RemoteOfficer":
        """Go through /login; the session stays good when the server is started anew."""
        self._learn_token()
        form = {"username": username, "password": password, "csrf_token": self.token}
        body = urllib.parse.urlencode(form).encode()
        kind = "application/x-www-form-urlencoded"
        status, _ = self._ask("POST", "/login", body, {"Content-Type": kind})
        assert status == 303, status
        self._learn_token()
        return self

    def _learn_token(self) -> None:
        self.token = self.get("/api/csrf")[1]["csrf_token"]

    def get(self, path: str) -> tuple[int, Any]:
        """Status and parsed body."""
        return self._ask("GET", path, None, {})

    def post(self, path: str, body: Any) -> tuple[int, Any]:
        """Status and parsed body. Raises Unanswered."""
        headers = {"Content-Type": "application/json", "X-CSRF-Token": self.token}
        return self._ask("POST", path, json.dumps(body).encode(), headers)

    def sites(self) -> list[dict]:
        """The sites that concern the officer."""
        status, found = self.get("/api/my/sites")
        assert status == 200, found
        return found["sites"]

    def _ask(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str]
    ) -> tuple[int, Any]:
        parts = urlsplit(self.address)
        connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=TIMEOUT_SECONDS)
        if self.cookie:
            headers = headers | {"Cookie": self.cookie}
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            raw = answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise Unanswered(str(error)) from error
        finally:
            connection.close()
        for each in answer.headers.get_all("Set-Cookie") or ():
            if each.startswith("session="):
                self.cookie = each.split(";")[0]
        is_json = "json" in (answer.headers["Content-Type"] or "")
        return answer.status, json.loads(raw) if is_json else raw


def a_report(site: dict, **changes: Any) -> dict[str, Any]:
    """A report that a site is as it was, with a key of its own."""
    return {
        "client_uuid": str(uuid.uuid4()),
        "base_version": site["version"],
        "status": site["status"],
        "physical_percent": site["physical_percent"],
        "forecast_finish": None,
        "obstacles": [],
        "note": None,
        "position": None,
    } | changes

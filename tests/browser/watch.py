"""What a page must not do: complain, break its own security policy, ask another host."""

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, WebError

REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => {
  window.reportViolation(`${event.violatedDirective} blocked ${event.blockedURI || "inline"}`);
});
"""
OWN_SCHEMES = ("data:", "blob:", "about:")
FALSE_ALARMS = ("was preloaded using link preload but not used",)
"""Chromium says so of fonts that it took from its memory, on the second page of a tab; they are
used."""


class Watch:
    """Collects complaints of all pages of a context."""

    def __init__(self, context: BrowserContext, origin: str) -> None:
        self.begin(origin)
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("request", self._request)
        context.expose_binding("reportViolation", self._violation)
        context.add_init_script(REPORT_VIOLATIONS)

    def begin(self, origin: str) -> None:
        """Forget what was before: another test begins."""
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self._origins = [origin]
        self._expected: list[str] = []

    def allow_origin(self, origin: str) -> None:
        """Let pages ask this origin too: the visitor clicked for it."""
        self._origins.append(origin)

    def expect(self, words: str) -> None:
        """Take complaints that contain these words as meant by the test."""
        self._expected.append(words)

    def unexpected(self) -> list[str]:
        """The complaints that no test meant."""
        return [
            complaint
            for complaint in self.complaints
            if not any(words in complaint for words in self._expected)
        ]

    def _console(self, message: ConsoleMessage) -> None:
        false = any(words in message.text for words in FALSE_ALARMS)
        if message.type in ("error", "warning") and not false:
            where = message.location.get("url", "")
            self.complaints.append(f"console {message.type}: {message.text} ({where})")

    def _error(self, error: WebError) -> None:
        self.complaints.append(f"uncaught: {error.error}")

    def _violation(self, source: dict, what: str) -> None:
        self.complaints.append(f"security policy: {what} on {source['page'].url}")

    def _request(self, request: Request) -> None:
        url = request.url
        self.requests.append(url)
        known = any(url == origin or url.startswith(f"{origin}/") for origin in self._origins)
        if not known and not url.startswith(OWN_SCHEMES):
            self.complaints.append(f"request to another host: {url}")

"""The application over a store, and a real server over the application."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.test import TestResponse

from geodata import clock
from geodata.store import open_store
from webmap import Settings, create_app
from webmap.http.application import EXTENSION, Holdings

VENDOR = Path(__file__).parent.parent / "static" / "vendor"


class _Client(FlaskClient):
    """Reads each answer to its end, so that a file that was being sent is closed."""

    def open(self, *words: object, buffered: bool = True, **named: object) -> TestResponse:
        return super().open(*words, buffered=buffered, **named)


_idle: dict[Settings, list[Flask]] = {}
"""Applications that no test uses any more, by their settings without the store's address."""


@contextmanager
def application(url: str, *, new: bool = False, **settings: object) -> Iterator[Flask]:
    """The application over a store; `settings` override those of the environment and the tests'.

    What makes one slow (compiling addresses and templates) has nothing to do with its store, so
    one whose test is over is given what it holds anew: its store, and nothing remembered. One that
    its test has changed is not used again; `new`: one that has answered nothing yet.
    """
    chosen = {"database_url": url, "secret_key": "only-for-the-tests-0123456789"} | settings
    wanted = Settings(**chosen)
    kept = _idle.setdefault(wanted.model_copy(update={"database_url": ""}), [])
    app = kept.pop() if kept and not new else _made(wanted)
    app.extensions[EXTENSION] = Holdings(open_store(url), wanted, clock.today)
    logging.getLogger("webmap").setLevel(wanted.log_level)
    before = _state(app)
    try:
        yield app
    finally:
        app.extensions[EXTENSION].store.close()
        if _state(app) == before:
            kept.append(app)


def _state(app: Flask) -> tuple:
    """What tests change of an application."""
    return app.testing, app.static_folder, len(app.view_functions), dict(app.config)


def _made(settings: Settings) -> Flask:
    app = create_app(settings)
    app.testing = True
    app.test_client_class = _Client
    # Each template is compiled once for all workers.
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache()
    return app


class _Handler(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"  # connections are kept, as behind gunicorn

    def log(self, *_words: object) -> None:
        """Say nothing: a failing test shows what the browser saw."""


class _Closing:
    """The application, each answer of which is closed. werkzeug leaves it open when the browser has
    gone away and its connection cannot be read, and a file that was being sent with it."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._answering = 0
        self._changed = threading.Condition()

    def __call__(self, environ: dict, start_response: Callable) -> Iterator[bytes]:
        self._count(1)
        try:
            answer = self._app(environ, start_response)
            try:
                yield from answer
            finally:
                if hasattr(answer, "close"):
                    answer.close()
        finally:
            self._count(-1)

    def _count(self, change: int) -> None:
        with self._changed:
            self._answering += change
            self._changed.notify_all()

    def wait(self) -> None:
        """Until nothing is being answered: the application may serve another store then."""
        with self._changed:
            self._changed.wait_for(lambda: self._answering == 0, timeout=10)


@contextmanager
def serve(app: Flask) -> Iterator[str]:
    """Serve on a free port of the loopback; gives the address, without a slash at the end.

    In a thread of this process, so that the server sees the tests' clock.
    """
    if not VENDOR.is_dir():
        pytest.fail("static/vendor is not built: run `make assets`", pytrace=False)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    answering = _Closing(app)
    server = make_server("127.0.0.1", 0, answering, threaded=True, request_handler=_Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, name="live-server", daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join(timeout=10)
        server.server_close()
        answering.wait()

"""The application over a store, and a real server over the application."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.test import TestResponse

from webmap import Settings, create_app
from webmap.http.application import EXTENSION

VENDOR = Path(__file__).parent.parent / "static" / "vendor"


class _Client(FlaskClient):
    """Reads each answer to its end, so that a file that was being sent is closed."""

    def open(self, *words: object, buffered: bool = True, **named: object) -> TestResponse:
        return super().open(*words, buffered=buffered, **named)


@contextmanager
def application(url: str, **settings: object) -> Iterator[Flask]:
    """The application over a store; `settings` override those of the environment and the tests'."""
    chosen = {"database_url": url, "secret_key": "only-for-the-tests-0123456789"} | settings
    app = create_app(Settings(**chosen))
    app.testing = True
    app.test_client_class = _Client
    # Many tests make an application of their own: each template is compiled once for all of them.
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache()
    try:
        yield app
    finally:
        app.extensions[EXTENSION].store.close()


class _Handler(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"  # connections are kept, as behind gunicorn

    def log(self, *_words: object) -> None:
        """Say nothing: a failing test shows what the browser saw."""


def _closing(app: Flask) -> Callable[..., Iterator[bytes]]:
    """The application, each answer of which is closed. werkzeug leaves it open when the browser has
    gone away and its connection cannot be read, and a file that was being sent with it."""

    def parts(answer: Any) -> Iterator[bytes]:
        try:
            yield from answer
        finally:
            if hasattr(answer, "close"):
                answer.close()

    return lambda environ, start_response: parts(app(environ, start_response))


@contextmanager
def serve(app: Flask) -> Iterator[str]:
    """Serve on a free port of the loopback; gives the address, without a slash at the end.

    In a thread of this process, so that the server sees the tests' clock.
    """
    if not VENDOR.is_dir():
        pytest.fail("static/vendor is not built: run `make assets`", pytrace=False)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, _closing(app), threaded=True, request_handler=_Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, name="live-server", daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join(timeout=10)
        server.server_close()

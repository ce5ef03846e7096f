"""How `make run` serves: gunicorn reads this file by its name. Address and port are settings."""

import os
import sys
import threading
from typing import Protocol

from click import ClickException
from flask import Flask

from webmap.config import SettingsError, load_settings
from webmap.http.application import EXTENSION
from webmap.http.warming import warm

try:
    _settings = load_settings()
except SettingsError as error:
    print(error, file=sys.stderr)
    raise SystemExit(2) from None

bind = f"{_settings.host}:{_settings.port}"
wsgi_app = "app:app"
# Two processes of four threads: enough for a city on a small machine, and one slow answer does
# not hold up the others. WEB_CONCURRENCY overrides the number of processes.
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = 4
# Import once, then fork: a quicker start, and a bad setting is one message instead of one a worker.
# Safe because no connection is open when it forks.
preload_app = True
timeout = 60
graceful_timeout = 10
keepalive = 5
# Long questions reach the application, which says in words what is too long.
limit_request_line = 8190
loglevel = _settings.log_level.lower() if _settings.log_level != "INFO" else "warning"
control_socket_disable = True


class _Application(Protocol):
    def wsgi(self) -> Flask: ...


class _Serving(Protocol):
    """gunicorn's master or a worker of it, as far as it is asked here."""

    app: _Application


def on_starting(server: _Serving) -> None:
    """With PREPARE=1, as `make run` sets it: `flask --app app prepare`, in this process.

    Importing the application once instead of twice halves the time of a start.
    """
    if os.environ.get("PREPARE") != "1":
        return
    app = server.app.wsgi()
    try:
        with app.app_context():
            app.cli.commands["prepare"](standalone_mode=False)
    except ClickException as error:
        error.show()
        raise SystemExit(error.exit_code) from None
    finally:
        # A connection must not be carried over into the processes that serve.
        app.extensions[EXTENSION].store.close()


def when_ready(server: object) -> None:
    """Say where to look, once the socket takes connections."""
    host = "127.0.0.1" if _settings.host == "0.0.0.0" else _settings.host  # noqa: S104
    print(f"http://{host}:{_settings.port}  (Ctrl-C to stop)", flush=True)


def post_worker_init(worker: _Serving) -> None:
    """Warm this process beside its first answers. After the fork: it opens connections."""
    threading.Thread(target=warm, args=(worker.app.wsgi(),), name="warm", daemon=True).start()

"""How `make run` serves: gunicorn reads this file by its name. Address and port are settings."""

import os

from webmap.config import load_settings

_settings = load_settings()

bind = f"{_settings.host}:{_settings.port}"
wsgi_app = "app:app"
# Two processes of four threads: enough for a city on a small machine, and one slow answer does
# not hold up the others. WEB_CONCURRENCY overrides the number of processes.
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = 4
# Import once, then fork: a quicker start, and a bad setting is one message instead of one a worker.
# Safe because the application opens no connection before its first request.
preload_app = True
timeout = 60
graceful_timeout = 10
keepalive = 5
loglevel = _settings.log_level.lower() if _settings.log_level != "INFO" else "warning"
control_socket_disable = True


def when_ready(server: object) -> None:
    """Say where to look, once the socket takes connections."""
    host = "127.0.0.1" if _settings.host == "0.0.0.0" else _settings.host  # noqa: S104
    print(f"http://{host}:{_settings.port}  (Ctrl-C to stop)", flush=True)

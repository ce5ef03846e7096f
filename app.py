"""The WSGI entry: `flask --app app …`, `gunicorn app:app`."""

import sys

from webmap import SettingsError, create_app

try:
    app = create_app()
except SettingsError as error:
    print(error, file=sys.stderr)
    raise SystemExit(2) from None

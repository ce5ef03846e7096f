"""Asking what the first visitor will ask, so that they wait no longer than the second."""

from flask import Flask

from layers import catalog
from webmap.language.i18n import DEFAULT

# What browsers send: compressed bytes are kept for each way of asking.
ACCEPTED = {"Accept-Encoding": "gzip, deflate, br, zstd"}


def warm(app: Flask) -> None:
    """Open the map page and its layers once, in this process: the snapshot is read, the templates
    are compiled, the answers compressed. With a store that is out of reach or not prepared the
    answers are what a visitor would get, and nothing is kept."""
    client = app.test_client(use_cookies=False)
    for path in ("/", *(f"/layers/{name}.geojson?lang={DEFAULT}" for name in catalog.NAMES)):
        client.get(path, headers=ACCEPTED).close()

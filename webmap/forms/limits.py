"""What the pages' fields may hold, as the server checks it: no template or script has a limit of
its own."""

from flask import Flask

from geodata.checks import fields, written

LIMITS = {
    "name": fields.NAME_LENGTH,
    "note": fields.NOTE_LENGTH,
    "number": written.LONGEST,
    "earliest": fields.EARLIEST,
    "latest": fields.LATEST,
    "units": tuple(written.CHOSEN_UNITS),
}


def init_app(app: Flask) -> None:
    """Give them to the templates."""
    app.jinja_env.globals["limits"] = LIMITS

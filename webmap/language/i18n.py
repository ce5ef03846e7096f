"""Languages: Vietnamese is the source and the default, English comes from the catalogue.

The address decides (`?lang=`), then the cookie; the browser's own preference is not asked, so
that an address shows the same page to everybody.
"""

import os
from pathlib import Path

from flask import Flask, Response, has_request_context, request
from flask_babel import Babel, get_locale
from flask_babel import gettext as translate

from geodata import vocabulary

LANGUAGES = ("vi", "en")
DEFAULT = "vi"
COOKIE = "lang"
ONE_YEAR = 365 * 24 * 3600
CATALOGUES = Path(__file__).parent.parent / "translations"


def language() -> str:
    """The language of this answer: `vi` or `en`."""
    locale = get_locale()
    return locale.language if locale else DEFAULT


def chosen_language() -> str:
    """What the visitor chose by the address or, before that, by the cookie."""
    if not has_request_context():
        return DEFAULT
    for value in (request.args.get("lang"), request.cookies.get(COOKIE)):
        if value in LANGUAGES:
            return value
    return DEFAULT


def compile_catalogues(folder: Path = CATALOGUES) -> None:
    """Write each .mo that is missing or older than its .po; several processes may do it at once."""
    for source in folder.glob("*/LC_MESSAGES/messages.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po

        with source.open("rb") as file:
            catalogue = read_po(file)
        fresh = target.with_suffix(f".{os.getpid()}")
        with fresh.open("wb") as file:
            write_mo(file, catalogue)
        fresh.replace(target)


def local(thing: object, name: str) -> str:
    """`name_vi` or `name_en` of a thing of the campaign, in the visitor's language.

    A unit has `name` and `name_en`; what has no English text keeps the Vietnamese one.
    """
    vietnamese = getattr(thing, f"{name}_vi", None) or getattr(thing, name, None)
    if language() == "en":
        return getattr(thing, f"{name}_en", None) or vietnamese or ""
    return vietnamese or ""


def label(code: str | None, listing: str) -> str:
    """The word for a code of a list of geodata.vocabulary, e.g. `status | label("STATUSES")`."""
    if code is None:
        return ""
    msgid = vocabulary.labels(getattr(vocabulary, listing)).get(code, code)
    return translate(msgid)


def usual(text: str | None) -> str:
    """A stored text: in the visitor's language where it is one that is usually written, else as it
    was written."""
    return translate(text) if text in vocabulary.USUAL_WORDS else text or ""


def say(template: str, params: dict[str, object]) -> str:
    """A msgid in the current language; parameters that are msgids themselves are translated too."""
    told = {k: translate(v) if isinstance(v, str) and v else v for k, v in params.items()}
    sentence = translate(template)
    return sentence % told if params else sentence


def init_app(app: Flask) -> None:
    """Set up gettext, the filters, and the cookie that remembers `?lang=`."""
    compile_catalogues()
    Babel(
        app,
        default_locale=DEFAULT,
        default_timezone="Asia/Ho_Chi_Minh",
        default_translation_directories=str(CATALOGUES),
        locale_selector=chosen_language,
    )
    app.jinja_env.globals.update(language=language, languages=LANGUAGES)
    app.jinja_env.filters.update(local=local, label=label, usual=usual)

    @app.after_request
    def remember(response: Response) -> Response:
        if response.mimetype != "text/html":
            return response
        response.vary.add("Cookie")
        wanted = request.args.get("lang")
        if wanted in LANGUAGES and wanted != request.cookies.get(COOKIE):
            response.set_cookie(
                COOKIE,
                wanted,
                max_age=ONE_YEAR,
                httponly=True,
                samesite="Lax",
                secure=request.is_secure,
            )
        return response

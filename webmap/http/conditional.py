"""From a question to an answer over the store, with the 304 before any row of a feature is read."""

from collections.abc import Callable
from dataclasses import replace

from flask import Response, request
from flask_babel import force_locale

from geodata.figures.selection import Selection, check, select
from geodata.queries import Snapshot, moment, snapshot
from webmap.http import application
from webmap.http.answers import JSON, answer, encode
from webmap.http.etag import tag, unchanged
from webmap.http.query import BadParameters, Problem, Question, read
from webmap.http.readers import NO_UNIT, UNKNOWN
from webmap.language.i18n import DEFAULT

Build = Callable[[Snapshot, Question, str], object]


def data(names: tuple[str, ...], build: Build, mimetype: str = JSON, *extra: object) -> Response:
    """Answer a data request: `build(snapshot, question, language)` gives what becomes JSON, or
    the bytes themselves; `extra` is what else decides them.

    The language is the address's alone, never the cookie's: an address gives the same bytes to
    everybody. The validator is made of the moment and the question; only if the client does not
    hold these bytes yet is the snapshot read.
    """
    question = read(request.args, names)
    language = question.lang or DEFAULT
    with application.store().reading() as session:
        when = moment(session, question.as_of, question.known_at, application.today())
        validator = tag(when.key(), question.key(), language, *extra)
        held = unchanged(validator)
        if held is not None:
            return held
        bodies = application.holdings().bodies
        body = bodies.get(validator)
        if body is None:
            found = snapshot(session, when)
    if body is None:
        with force_locale(language):
            body = encode(build(found, question, language))
        bodies.put(validator, body)
    return answer(body, validator, mimetype)


def selected(found: Snapshot, question: Question) -> Selection:
    """What answers the question's filter. Raises BadParameters with every value that nothing is
    called by, and what would do instead.

    The ground outside the former city is no unit of the campaign: it is among the units only when
    `outside` asks for it (the map draws it, tables do not list it).
    """
    wrong = check(found, question.filter)
    if wrong:
        raise BadParameters(
            [
                Problem(
                    error.pointer or "",
                    str(error.params["value"]),
                    NO_UNIT if error.pointer == "unit" else UNKNOWN,
                    error.allowed or (),
                )
                for error in wrong
            ]
        )
    chosen = select(found, question.filter, question.units_on)
    if question.outside or all(unit.in_campaign for unit in chosen.units):
        return chosen
    return replace(chosen, units=tuple(unit for unit in chosen.units if unit.in_campaign))

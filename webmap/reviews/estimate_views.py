"""`/desk/reviews/CODE/estimates`: what owners expect of their projects by the year's end."""

from collections.abc import Mapping

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from geodata import journal
from geodata.errors import Conflict, InvalidChange
from geodata.reviews import preparing
from webmap.access import identity
from webmap.errors import say
from webmap.forms import reading
from webmap.forms.form_state import lists
from webmap.http import application
from webmap.officers.layout import render
from webmap.reviews import estimates
from webmap.reviews.desk import ReviewDesk
from webmap.reviews.estimates import EstimateForm, EstimateLine

# One blueprint in three files: review_work begins it, review_parts adds to it, this one ends it.
from webmap.reviews.parts_views import bp


@bp.get("/desk/reviews/<code>/estimates")
def estimate(code: str) -> ResponseReturnValue:
    """What is expected of the officer's projects by the year's end."""
    with application.store().reading() as session:
        desk = ReviewDesk(session, identity.actor(), code)
        return _estimates(desk, _lines(desk))


@bp.post("/desk/reviews/<code>/estimates")
def expect(code: str) -> ResponseReturnValue:
    """303 once every line that the officer changed was taken; 422 with what is wrong, then none
    was; 409 once frozen, or for lines that another wrote meanwhile: the others were taken."""
    actor = identity.actor()
    with application.store().reading() as session:
        known = _lines(ReviewDesk(session, actor, code))
    try:
        told = estimates.read(request.form, known)
        with reading.as_fields(), application.store().writing() as session:
            journal.lock(session)  # before it is read how the lines stand
            desk = ReviewDesk(session, actor, code)
            due = estimates.compared(told, estimates.standing(session, desk.state.id))
            for line, said in due.changed.items():
                preparing.estimate(
                    session, actor, code, line, said.disbursed_year, said.physical_percent
                )
    except InvalidChange as error:
        return _again(code, lists(request.form), reading.by_field(error)), 422
    except Conflict as error:
        wrong = {"": [say(error.template, error.params)]}
        return _again(code, lists(request.form), wrong), 409
    if due.newer:
        typed = {
            name: texts
            for name, texts in lists(request.form).items()
            if estimates.code_of(name) in due.newer and not name.endswith(estimates.SEEN)
        }
        return _again(code, typed, newer=due.newer), 409
    return redirect(
        url_for("review_desk.estimate", code=code, done="saved", page=request.args.get("page")),
        303,
    )


def _lines(desk: ReviewDesk) -> list[EstimateLine]:
    return estimates.lines(desk.session, desk.definition, desk.actor, desk.state, desk.today)


def _number() -> int:
    return max(1, min(request.args.get("page", 1, int), 10_000))


def _again(
    code: str,
    typed: Mapping[str, list[str]],
    wrong: Mapping[str, list[str]] | None = None,
    newer: Mapping[str, estimates.Expected] | None = None,
) -> str:
    """The page with what was typed over what stands now."""
    with application.store().reading() as session:
        desk = ReviewDesk(session, identity.actor(), code)
        return _estimates(desk, _lines(desk), typed, wrong, newer)


def _estimates(
    desk: ReviewDesk,
    found: list[EstimateLine],
    typed: Mapping[str, list[str]] | None = None,
    wrong: Mapping[str, list[str]] | None = None,
    newer: Mapping[str, estimates.Expected] | None = None,
) -> str:
    first = (_number() - 1) * estimates.PER_PAGE
    page = found[first : first + estimates.PER_PAGE]
    return render(
        "reviews/desk/estimates.html",
        _("Ước thực hiện cuối năm"),
        desk=desk,
        form=EstimateForm(page, typed, wrong, newer),
        sums=estimates.sums(found),
        counted_on=estimates.counted_on(desk.state, desk.today),
        number=_number(),
        pages=-(-len(found) // estimates.PER_PAGE),
    )

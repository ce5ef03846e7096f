"""What content pages share: the moment they are of, addresses that keep it, lists to download."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from geodata.checks.written import written_day
from geodata.figures.selection import Selection
from geodata.queries import Definition, Moment, Snapshot, moment, snapshot
from layers import styles
from webmap.http import application, conditional, query
from webmap.http.query import Question
from webmap.language.formats import day as day_text
from webmap.language.i18n import label, local
from webmap.pages import downloads
from webmap.pages.tables import Table

KEPT = ("as_of", "known_at", "lang")
"""What a link to another page takes along: the moment and the language."""
FORMATS = {"csv": downloads.as_csv, "xlsx": downloads.as_xlsx}


class Marked(Protocol):
    """What says of itself what of it is illustrative."""

    @property
    def illustrative(self) -> Sequence[str]:
        """Codes of geodata.vocabulary.ILLUSTRATIVE."""


class Page:
    """A content page at a moment. Pages of a subject subclass it; their template reads it."""

    title = ""
    """Heading and <title>, in the visitor's language; set by the subclass."""
    template: str | None = None
    """Another template than the view's."""
    status = 200

    def __init__(self, found: Snapshot, question: Question) -> None:
        self.found = found
        self.question = question

    def read(self, session: Session) -> None:
        """Read what is not in the snapshot, while the store is open. Most pages need nothing."""

    @property
    def moment(self) -> Moment:
        """The moment that everything is of."""
        return self.found.moment

    @property
    def definition(self) -> Definition:
        """The campaign's definition as known then."""
        return self.found.definition

    @property
    def selection(self) -> Selection:
        """What answers the question's filter. Raises BadParameters for unknown values."""
        if not hasattr(self, "_selection"):
            self._selection = conditional.selected(self.found, self.question)
        return self._selection

    def url(self, endpoint: str, **values: Any) -> str:
        """Another page's address at the same moment, in the same language."""
        kept = {name: request.args[name] for name in KEPT if request.args.get(name)}
        return url_for(endpoint, **(kept | values))

    def here(self, **changes: Any) -> str:
        """This page's address with some parameters changed; None takes one out."""
        args: dict[str, Any] = {
            n: v for n, v in request.args.lists() if n not in changes and any(v)
        }
        args |= {name: value for name, value in changes.items() if value is not None}
        return url_for(request.endpoint or "", **(request.view_args or {}), **args)

    def download(self, format_: str) -> str:
        """The address of this list as `csv` or `xlsx`; every row, not only the page shown."""
        return self.here(page=None, format=format_)

    def who(self, key: str | None) -> str:
        """The name of an agency or a unit; what is neither stays as it is."""
        for known in (self.definition.agencies, self.definition.units):
            if key is not None and key in known:
                return local(known[key], "name")
        return key or ""

    def marks(self, row: Marked) -> tuple[str, ...]:
        """What of a row is illustrative, in words."""
        return tuple(label(code, "ILLUSTRATIVE") for code in row.illustrative)

    @property
    def table(self) -> Table:
        """The list that is downloaded; a page of lists has one."""
        raise AttributeError("table")

    @property
    def filters(self) -> str:
        """The filter in words, for downloads and print."""
        given = [
            f"{name}={','.join(request.args.getlist(name))}"
            for name in query.FILTERS
            if request.args.get(name)
        ]
        return "; ".join(given)

    def provenance(self, table: Table) -> downloads.Provenance:
        """Where a list of this page comes from."""
        return downloads.provenance(
            table.title,
            self.moment.as_of,
            self.moment.known_at,
            self.filters,
            request.url,
            len(table.rows),
        )


Make = Callable[[Snapshot, Question], Page]


def show(names: Sequence[str], make: Make, template: str) -> ResponseReturnValue:
    """A content page: parse, ask the snapshot, render. A page passes over parameters that it does
    not know. With `format=csv|xlsx` the page's `table` is downloaded instead."""
    iso = written_day(request.args.get("as_of", ""))
    if iso:
        args: dict[str, Any] = {**request.args.to_dict(flat=False), "as_of": iso}
        return redirect(url_for(request.endpoint or "", **(request.view_args or {}), **args), 303)
    question = query.read(request.args, (*names, *query.MOMENT, "lang", "format"), strict=False)
    with application.store().reading() as session:
        when = moment(session, question.as_of, question.known_at, application.today())
        page = make(snapshot(session, when), question)
        page.read(session)
    if question.format:
        return FORMATS[question.format](page.table, page.provenance(page.table))
    name = page.template or template
    return render_template(name, page=page, here=page.here, sprite=styles.sprite()), page.status


def heading(page: Page) -> str:
    """The line under a page's title: of which day, by what was known."""
    text = _("Số liệu đến ngày %(day)s", day=day_text(page.moment.as_of))
    if page.moment.is_plan:
        text += " · " + _("sau hôm nay: theo kế hoạch")
    return text

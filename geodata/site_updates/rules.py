"""What a status update may say: its fields by themselves, then what the site's state allows."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from geodata.checks.fields import NOTE_LENGTH, Fields, plain, shown
from geodata.errors import BadInput
from geodata.permissions import Actor
from geodata.queries.definition import Definition
from geodata.queries.projects.site_state import SiteState
from geodata.vocabulary import ENDED, FINISHED, N_, OBSTACLES, STATUSES, codes

FIELDS = (
    "status",
    "physical_percent",
    "forecast_finish",
    "obstacles",
    "note",
    "observed_on",
    "position",
    "completed_on",
    "document_number",
)
"""What is reported of a site, by the names that the API and the forms use."""

CARRIED_OVER = ("physical_percent", "forecast_finish", "obstacles", "note")
"""What stays as it was said last when a report leaves it out; what is sent as None is no more."""

WITHOUT_PERCENT = frozenset({"identification", "preparation", "cancelled"})
"""Statuses under which nothing has to be measured yet, or any more."""

JOURNAL_FIELDS = ("status", "physical_percent", "forecast_finish", "obstacles")
"""Columns that the journal tells before and after: codes, numbers and days, never a text."""


def check_percent(status: str, percent: Decimal | None) -> None:
    """Raises BadInput for a percentage that cannot be, or not under this status."""
    if percent is not None and not 0 <= percent <= 100:
        raise BadInput(
            N_("Tiến độ thực hiện phải từ 0 đến 100, không phải %(percent)s."),
            pointer="physical_percent",
            percent=percent,
        )
    if status in FINISHED and percent is not None and percent < 100:
        raise BadInput(
            N_("Đã nghiệm thu, bàn giao thì tiến độ phải là 100, không phải %(percent)s."),
            pointer="physical_percent",
            percent=percent,
        )


def read(fields: Fields, definition: Definition, today: dt.date) -> dict[str, Any]:
    """The fields as clean values, as they were sent (`observed_on` may be None); what is wrong by
    itself is noted in `fields`. Nothing that was right today is wrong tomorrow: what the day of
    sending decides is for `check_together`."""
    status = fields.code("status", codes(STATUSES), required=True)
    measured = status is not None and status not in WITHOUT_PERCENT
    told = "physical_percent" in fields.sent
    percent = fields.quantity("physical_percent", 0, 100, required=measured and told)
    position, accuracy = fields.point("position", definition.extent)
    values = {
        "status": status,
        "physical_percent": percent,
        "forecast_finish": fields.day("forecast_finish"),
        "obstacles": fields.codes("obstacles", codes(OBSTACLES)),
        "note": fields.text("note", NOTE_LENGTH, lines=True),
        "observed_on": fields.day("observed_on", latest=today),
        "position": position,
        "accuracy": accuracy,
        "completed_on": fields.day("completed_on", latest=today),
        "document_number": fields.text("document_number"),
    }
    if status and fields.ok("physical_percent"):
        _note_percent(fields, status, percent)
    return values


def check_together(fields: Fields, values: Mapping[str, Any], actor: Actor, today: dt.date) -> None:
    """What the fields say of one another and of the day: that of sending, where none was given."""
    status, observed_on = values["status"], values["observed_on"] or today
    forecast = values["forecast_finish"]
    if forecast is not None and status not in ENDED and forecast < observed_on:
        fields.wrong(
            "forecast_finish",
            N_("Chưa xong thì ngày dự kiến hoàn thành không được trước ngày ghi nhận."),
            value=forecast,
        )
    if "note" in fields.sent and "obstacles" in fields.sent:
        _check_other(fields, values)
    completed_on = values["completed_on"]
    if completed_on is not None and completed_on > observed_on:
        fields.wrong(
            "completed_on", N_("Ngày nghiệm thu không được sau ngày ghi nhận."), value=completed_on
        )
    for name in ("completed_on", "document_number"):
        if values[name] is None:
            continue
        if actor.role != "owner":
            fields.wrong(name, N_("Ngày và văn bản nghiệm thu do chủ đầu tư nhập."))
        elif status != "completion" and fields.ok("status"):
            fields.wrong(name, N_("Chỉ điền khi báo đã nghiệm thu, bàn giao."))


def _check_other(fields: Fields, values: Mapping[str, Any]) -> None:
    if "other" in values["obstacles"] and not values["note"] and fields.ok("note"):
        fields.wrong("note", N_("Chọn vướng mắc “Khác” thì ghi rõ là gì."))


def carry_over(
    fields: Fields, values: dict[str, Any], state: SiteState, office: str | None
) -> None:
    """Fill in what a report left out as it was said last: by the sender's own office as long as
    that waits as the newest, else what is verified. Then the rules that need it."""
    own = [row for row in state.open_rows if (row.rev, row.reported_by) == (state.version, office)]
    before = own[-1] if own else state.verified
    left_out = [name for name in CARRIED_OVER if name not in fields.sent]
    if before is not None:
        values |= {name: getattr(before, name) for name in left_out}
    if "physical_percent" in left_out:
        percent = values["physical_percent"]
        if percent is None and values["status"] not in WITHOUT_PERCENT:
            fields.wrong("physical_percent", N_("Cần điền mục này."))
        _note_percent(fields, values["status"], percent)
    if "note" in left_out or "obstacles" in left_out:
        _check_other(fields, values)


def _note_percent(fields: Fields, status: str, percent: Decimal | None) -> None:
    try:
        check_percent(status, percent)
    except BadInput as problem:
        fields.problems.append(problem)


def check_state(
    fields: Fields, values: Mapping[str, Any], state: SiteState, observed_on: dt.date
) -> None:
    """What the site's state allows: the day, the step from one status to the next, the proof of
    completion."""
    check_first_day(fields, observed_on, state)
    status = values["status"]
    if not fields.ok("observed_on"):
        return
    if status not in state.next_statuses:
        fields.wrong(
            "status",
            N_("Tình trạng này không thể tiếp theo tình trạng hiện nay của công trình."),
            value=status,
            allowed=state.next_statuses,
        )
        return
    check_accepted(fields, values, state, state.verified.status if state.verified else None)


def check_first_day(fields: Fields, observed_on: dt.date, state: SiteState) -> None:
    """Nothing can be seen of a project before it is described."""
    if observed_on < state.first_day:
        fields.wrong(
            "observed_on",
            N_("Không được trước ngày %(day)s."),
            value=observed_on,
            day=f"{state.first_day:%d/%m/%Y}",
        )


def check_accepted(
    fields: Fields, values: Mapping[str, Any], state: SiteState, before: str | None
) -> None:
    """Completion needs a confirmed day and a document; who said it already need not again."""
    _check_against_record(fields, values, state)
    if values["status"] != "completion" or before == "completion" or state.accepted:
        return
    if values["completed_on"] is None and values["document_number"] is None:
        fields.wrong(
            "status",
            N_(
                "Chưa có ngày và văn bản nghiệm thu. Báo tiến độ 100 %%; chủ đầu tư nhập nghiệm "
                "thu (ngày, số văn bản) rồi mới chuyển sang nghiệm thu, bàn giao."
            ),
            value="completion",
        )
        return
    for name in ("completed_on", "document_number"):
        if values[name] is None and fields.ok(name):
            fields.wrong(name, N_("Nghiệm thu cần cả ngày và số văn bản."))


def _check_against_record(fields: Fields, values: Mapping[str, Any], state: SiteState) -> None:
    """An acceptance is reported once; another day or number is a correction of that on record."""
    day = values["completed_on"]
    if day is not None and day < state.first_day:
        fields.wrong(
            "completed_on",
            N_("Không được trước ngày %(day)s."),
            value=day,
            day=f"{state.first_day:%d/%m/%Y}",
        )
    if state.on_record is None:
        return
    for name, known in zip(("completed_on", "document_number"), state.on_record, strict=True):
        if values[name] not in (None, known):
            fields.wrong(
                name,
                N_("Hồ sơ đã ghi %(known)s; nếu sai thì đính chính ở phần quyết định, mốc."),
                value=values[name],
                known=shown(known),
            )


def columns(values: Mapping[str, Any], actor: Actor, observed_on: dt.date) -> dict[str, Any]:
    """The columns of StatusUpdate that a report fills."""
    return {
        "effective_on": observed_on,
        "reported_by": actor.office,
        "status": values["status"],
        "physical_percent": values["physical_percent"],
        "forecast_finish": values["forecast_finish"],
        "obstacles": values["obstacles"],
        "note": values["note"],
        "seen_at": values["position"],
        "accuracy_m": values["accuracy"],
        "completed_on": values["completed_on"],
        "document_number": values["document_number"],
        "illustrative": [],
    }


def as_sent(row: Any) -> dict[str, Any]:
    """A row by the names of FIELDS."""
    position = None
    if row.seen_at is not None:
        position = {"lon": row.seen_at.x, "lat": row.seen_at.y, "accuracy": row.accuracy_m}
    return {
        **{name: getattr(row, name) for name in JOURNAL_FIELDS},
        "note": row.note,
        "observed_on": row.effective_on,
        "position": position,
    }


def journal_values(row: Any) -> dict[str, Any]:
    """What the journal tells of a row."""
    return {name: plain(getattr(row, name)) for name in JOURNAL_FIELDS}

"""The forms of a review and of the register of kiến nghị: what each field is called, what a row
says in them."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, TypeVar

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from geodata.errors import InvalidChange
from geodata.models.reviews import ReviewReport
from geodata.reviews.register import ANSWERED
from geodata.reviews.states import PetitionState, ReviewState
from geodata.vocabulary import N_
from webmap.forms import reading
from webmap.forms.form_state import FormState, lists
from webmap.officers.site_updates.form import day_text

Form = TypeVar("Form", bound=FormState)


def refused(kind: type[Form], sent: MultiDict[str, str], error: InvalidChange) -> Form:
    """A form as it was sent, with what is wrong. Its key and the version that it was begun from
    stay, so that sending it again is the same sending."""
    wrong = reading.by_field(error)
    key = None if "client_uuid" in wrong else sent.get("client_uuid")
    return kind(lists(sent), wrong, client_uuid=key, base_version=sent.get("base_version"))


def reused(kind: type[Form], sent: MultiDict[str, str]) -> Form:
    """A form that was taken before with another content, under a new key."""
    told = _("Trang này đã được gửi một lần với nội dung khác. Nếu đây là mục mới thì gửi lại.")
    return kind(lists(sent), {"": [told]})


def _texts(values: Mapping[str, Any]) -> dict[str, list[str]]:
    return {
        name: [day_text(value) if isinstance(value, dt.date) else str(value)]
        for name, value in values.items()
        if value is not None
    }


class AboutForm(FormState):
    """What a review is."""

    LABELS = {
        "name": N_("Tên kỳ"),
        "kind": N_("Loại"),
        "period_from": N_("Từ ngày"),
        "period_to": N_("Đến hết ngày"),
        "as_of": N_("Ngày chốt số liệu"),
        "against": N_("So sánh với kỳ"),
    }

    @classmethod
    def of(cls, state: ReviewState) -> "AboutForm":
        """A review as it stands."""
        return cls(_texts({name: getattr(state, name) for name in cls.LABELS}))

    @classmethod
    def fresh(cls, today: dt.date, kind: str) -> "AboutForm":
        """A new one: the year of today, closed on 30 November as is the custom."""
        return cls(
            _texts(
                {
                    "kind": kind,
                    "period_from": dt.date(today.year, 1, 1),
                    "period_to": dt.date(today.year, 12, 31),
                    "as_of": dt.date(today.year, 11, 30),
                }
            )
        )


class AskForm(FormState):
    """Who has to report by when."""

    LABELS = {"offices": N_("Đơn vị, cơ quan phải báo cáo"), "due_on": N_("Hạn gửi")}


class ReportForm(FormState):
    """The signed report of an office."""

    LABELS = {
        "office": N_("Đơn vị, cơ quan"),
        "number": N_("Số, ký hiệu"),
        "dated": N_("Ngày ký"),
        "received_on": N_("Ngày nhận"),
        "file": N_("Tệp báo cáo"),
    }

    @classmethod
    def of(cls, office: str, before: ReviewReport | None, today: dt.date) -> "ReportForm":
        """The report of an office, as it was noted before if it was."""
        values: dict[str, Any] = {"office": office, "received_on": today}
        if before is not None:
            values |= {name: getattr(before, name) for name in ("number", "dated", "received_on")}
        return cls(_texts(values))


class NoteForm(FormState):
    """What the meeting decided."""

    LABELS = {
        "slide": N_("Trang trình chiếu"),
        "text": N_("Nội dung quyết định"),
        "office": N_("Ai thực hiện"),
        "due_on": N_("Hạn thực hiện"),
    }


class PetitionForm(FormState):
    """A difficulty or kiến nghị, raised or answered."""

    LABELS = {
        "kind": N_("Loại"),
        "raised_by": N_("Đơn vị nêu"),
        "raised_on": N_("Ngày nêu"),
        "project": N_("Công trình"),
        "text": N_("Nội dung"),
        "addressed_to": N_("Cơ quan giải quyết"),
        "addressed_name": N_("Cơ quan khác"),
        "due_on": N_("Hạn giải quyết"),
        "answer": N_("Trả lời"),
        "answer_number": N_("Số văn bản trả lời"),
        "answered_on": N_("Ngày trả lời"),
        "done_on": N_("Ngày giải quyết xong"),
    }

    @classmethod
    def of(cls, found: PetitionState, offices: Mapping[str, str]) -> "PetitionForm":
        """An entry as it stands; `offices`: those of the campaign, by id."""
        values = {name: getattr(found, name) for name in ANSWERED if name != "addressed_to"}
        known = found.addressed_to in offices
        values["addressed_to" if known else "addressed_name"] = found.addressed_to
        return cls(_texts(values), base_version=found.row)

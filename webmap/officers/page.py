"""What the pages of those who confirm and keep projects share: the reader, words, warnings."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from geodata.permissions import Actor
from geodata.queries import Snapshot, moment, snapshot
from geodata.verification.entries import Entry
from geodata.vocabulary import ENTRY_KINDS, N_, codes
from webmap.http import application, query
from webmap.http.query import Question
from webmap.language.i18n import label
from webmap.officers.entry_words import EntryWords
from webmap.pages.page import Page

KINDS = codes(ENTRY_KINDS)
"""Kinds of what counts once confirmed."""
LONG_WAIT = 5
"""Days after which what waits is marked."""
WARNING_MEANINGS = {
    "progress_fell": N_("Khối lượng đã làm không tự mất đi: có thể lần trước ghi nhầm."),
    "progress_jumped": N_("So với lần xác nhận trước; nên hỏi căn cứ của khối lượng tăng thêm."),
    "far_from_site": N_("Cách công trình hơn 500 m, đã trừ sai số của điện thoại."),
    "coarse_position": N_("Điện thoại báo sai số hơn 500 m: không nói được là ở công trình."),
    "position_left_out": N_(
        "Vị trí điện thoại báo nằm ngoài vùng phong trào hoặc sai số hơn 5 km; phần còn lại vẫn "
        "được nhận."
    ),
    "over_budget": N_("Giải ngân vượt kế hoạch vốn của năm hoặc tổng mức đầu tư."),
    "over_contract": N_("Giải ngân từ đầu vượt tổng giá trị các hợp đồng đã ghi."),
    "over_investment": N_("Kế hoạch vốn hoặc hợp đồng vượt tổng mức đầu tư."),
    "thousandfold": N_("Lệch hàng chục, hàng trăm lần so với kế hoạch hoặc mức đang có."),
    "twin_payment": N_("Cùng niên độ, tháng, loại và số tiền với một dòng đã nhập."),
    "cumulative_fell": N_("Thu hồi nhiều hơn chi trong tháng."),
    "personal": N_("Lời ghi có số điện thoại, số căn cước, tên người hoặc số hộ rất ít."),
    "same_project": N_("Đã có dự án cùng tên, cùng địa bàn."),
    "duplicate": N_(
        "Đã có đóng góp cùng loại, cùng công trình, cách không quá 7 ngày, số lượng gần như nhau."
    ),
    "for_predecessor": N_("Giấy tờ của đơn vị cũ do đơn vị kế thừa nhập; xem bản gốc và ngày."),
    "backdated": N_("Ngày ghi nhận sớm hơn ngày gửi hơn 30 ngày."),
    "progress_before_start": N_(
        "Đề xuất chủ trương hoặc chuẩn bị đầu tư thì chưa có khối lượng thi công: xem lại tình "
        "trạng, hoặc số phần trăm."
    ),
    "small_money": N_("Có thể ghi thiếu nghìn đồng, hoặc gộp nhầm; xem phiếu thu."),
    "status_skipped": N_("Tình trạng mới không phải bước tiếp theo của tình trạng đã xác nhận."),
    "outdated": N_("Đã xác nhận số liệu của một ngày sau; mục này chỉ thêm vào diễn biến."),
}
"""What a warning means, for the one who decides."""


@dataclass(frozen=True)
class Compared:
    """A field as several entries say it, beside what is confirmed."""

    name: str
    kind: str
    old: object
    values: tuple[object, ...]

    @property
    def differs(self) -> bool:
        """Whether they disagree."""
        return any(value != self.values[0] for value in self.values)


class OfficePage(EntryWords, Page):
    """A page of a signed-in officer; nothing of it is for the public."""

    LONG_WAIT = LONG_WAIT

    def __init__(self, found: Snapshot, question: Question, actor: Actor) -> None:
        Page.__init__(self, found, question)
        self.actor = actor

    def here(self, **changes: Any) -> str:
        """This page's address with some parameters changed, whatever way it was asked for."""
        endpoint = self.endpoint or request.endpoint or ""
        args: dict[str, Any] = {
            n: v for n, v in request.args.lists() if n not in changes and any(v)
        }
        args |= {name: value for name, value in changes.items() if value is not None}
        return url_for(endpoint, **(request.view_args or {}), **args)

    endpoint: str | None = None
    """The endpoint that shows the page, where a form's answer is another's."""

    def warning_word(self, code: str) -> str:
        """A warning in a word or two."""
        return label(code, "WARNINGS")

    def warning_meaning(self, code: str) -> str:
        """What a warning means."""
        return _(WARNING_MEANINGS[code]) if code in WARNING_MEANINGS else ""

    def own(self, entry: Entry) -> bool:
        """Whether the reader sent it."""
        return entry.author == self.actor.account

    def compared(self, entries: Sequence[Entry]) -> list[Compared]:
        """What several entries say of one site, field by field; what one leaves out stays as it
        is."""
        said = [{change.name: change for change in entry.changes} for entry in entries]
        named = {change.name: change for changes in said for change in changes.values()}
        return [
            Compared(
                name,
                one.kind,
                one.old,
                tuple(c[name].new if name in c else one.old for c in said),
            )
            for name, one in named.items()
        ]


def today_snapshot(session: Session) -> Snapshot:
    """What is true today by all that is known."""
    return snapshot(session, moment(session, None, None, application.today()))


def question_asked() -> Question:
    """The page of a list and the language; other parameters are the page's own."""
    return query.read(request.args, ("page", "lang"), strict=False)

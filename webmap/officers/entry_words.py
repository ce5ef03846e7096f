"""What an officer's office sent, as its pages tell it: values in words, and what may be done."""

from flask import url_for

from geodata.history.project_changes import FieldChange
from geodata.queries.definition import Definition
from geodata.verification.entries import Entry
from webmap.access import identity
from webmap.language.i18n import label, local
from webmap.pages import links
from webmap.public.projects import change_words

STATE_ICONS = {
    "waiting": "hourglass-split",
    "verified": "check-circle-fill",
    "returned": "arrow-counterclockwise",
    "asked": "question-circle",
    "withdrawn": "x-circle",
}
MEND = {
    "update": "site_updates.form",
    "contribution": "contribution_entry.mend",
    "revision": "project_description.revise",
}
MENDED = ("returned", "asked", "withdrawn")
CORRECT = {"update": "site_updates.correction", "contribution": "contribution_entry.correction"}


class EntryWords:
    """What the templates ask of an entry; `definition` names its offices."""

    STATE_ICONS = STATE_ICONS

    def __init__(self, definition: Definition) -> None:
        self.definition = definition

    def office_name(self, office: str) -> str:
        """The name of an office."""
        return identity.office_name(self.definition, office)

    def in_words(self, kind: str, value: object, old: object = None) -> str | None:
        """A value as people read it; None for nothing. `old`: what it takes the place of; two
        outlines that read alike are told apart by it."""
        if value is None or value in ([], ""):
            return None
        if kind == "sector" and value in self.definition.sectors:
            return local(self.definition.sectors[value], "name")
        return change_words.written(FieldChange("", kind, old, value), value, self.office_name)

    def state_word(self, state: str) -> str:
        """Where an entry stands, in a word."""
        return label(state, "ENTRY_STATES")

    def kind_word(self, kind: str) -> str:
        """What a kind of entry is called."""
        return label(kind, "ENTRY_KINDS")

    def entry_url(self, entry: Entry) -> str | None:
        """The page of an entry."""
        if not links.exists("verification.entry"):
            return None
        return url_for("verification.entry", kind=entry.kind, row_id=entry.id)

    def mend_url(self, entry: Entry) -> str | None:
        """Where an entry that came back, or was taken back, is mended and sent anew."""
        if entry.state not in MENDED or entry.kind not in MEND:
            return None
        if entry.kind == "update" and entry.row.completed_on is not None:
            return url_for("project_description.acceptance", code=entry.code, mend=entry.id)
        if entry.kind == "update":
            return url_for(MEND["update"], code=entry.code, mend=entry.id)
        if entry.kind == "revision":
            return url_for(MEND["revision"], code=entry.code)
        return url_for(MEND[entry.kind], row_id=entry.id)

    def withdraw_url(self, entry: Entry) -> str | None:
        """Where an entry that still waits is taken back."""
        if not entry.may_withdraw or not links.exists("verification.withdraw"):
            return None
        return url_for("verification.withdraw", kind=entry.kind, row_id=entry.id)

    def correction_url(self, entry: Entry) -> str | None:
        """The page of the correction that counts or waits in place of an entry."""
        if entry.corrected_by is None or not links.exists("verification.entry"):
            return None
        return url_for("verification.entry", kind=entry.kind, row_id=entry.corrected_by)

    def correct_url(self, entry: Entry) -> str | None:
        """Where a verified entry is corrected, unless it is already or a correction waits."""
        if entry.state != "verified" or entry.kind not in CORRECT:
            return None
        if entry.corrected_by is not None:
            return None
        return url_for(CORRECT[entry.kind], row_id=entry.id)

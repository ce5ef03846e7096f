"""Which fields of what is true are frozen, and so public: one list a kind, written by hand.

A field that a state gets later is in no body until somebody puts it here, or into REFUSED: a test
asks for one of the two.
"""

from collections.abc import Mapping

ALLOWED: Mapping[str, tuple[str, ...]] = {
    "UnitState": (
        "id", "code", "name", "name_en", "kind", "in_campaign", "valid_from", "valid_to",
        "successors", "predecessors", "area_ha", "population", "source", "geometry", "is_atom",
    ),
    "AgencyState": (
        "id", "name_vi", "name_en", "level", "unit", "functions", "valid_from", "valid_to",
        "successors", "predecessors",
    ),
    "CriterionState": (
        "code", "parent", "order", "text_vi", "text_en", "binds_vi", "binds_en", "is_leaf",
    ),
    "ProjectState": (
        "code", "name", "sector", "agency", "key", "group", "work_class", "status",
        "physical_percent", "planned_percent", "observed_on", "reported_by", "late_reason",
        "days_overdue", "points_behind", "stale", "days_silent", "total_investment",
        "budget_year", "plan_year", "disbursed_year", "disbursed_through", "disbursed_total",
        "planned_start", "planned_finish", "approved_finish", "actual_finish", "forecast_finish",
        "obstacles", "note", "shares", "units", "responsible_units", "criteria",
        "contributions", "awards", "illustrative", "source", "place_note", "geometry", "late",
    ),
    "ContributionState": (
        "code", "kind", "quantity", "unit_of_measure", "value", "value_basis", "unit", "project",
        "sector", "agency", "date", "giver_kind", "givers", "households", "hamlet",
        "mobilised_by", "stage", "shares", "criteria", "awards", "illustrative", "source", "note",
        "geometry",
    ),
    "AwardState": (
        "code", "type", "form", "level", "year", "recipient_kind", "recipients", "recipient",
        "unit", "achievement", "decided_on", "decision_number", "decided_by", "presented_on",
        "projects", "contributions", "criteria", "money", "illustrative", "source", "geometry",
    ),
    "AwardProposal": (
        "code", "type", "form", "year", "recipient_kind", "recipients", "unit", "step", "step_on",
        "illustrative",
    ),
    "Use": (
        "contribution", "project", "date", "quantity", "amount", "note", "document_date",
        "illustrative", "source",
    ),
    "Proof": (
        "criterion", "kind", "code", "effective_on", "evidence", "document", "illustrative",
        "source",
    ),
    "Paper": (
        "title", "number", "issuer", "issued_on", "url",
    ),
    "PetitionState": (
        "code", "row", "kind", "raised_by", "raised_on", "project", "text", "addressed_to",
        "due_on", "answer", "answer_number", "answered_on", "done_on",
    ),
}  # fmt: skip
"""The fields of each state that a body tells; derived ones (`late`, `is_atom`) among them."""

REFUSED: Mapping[str, tuple[str, ...]] = {
    "ProjectState": ("id", "basis"),
    "ContributionState": ("id",),
    "AwardState": ("id",),
}
"""The fields that no body tells: ids of rows of the store, for codes name things; the
basis, for only what was measured is frozen."""

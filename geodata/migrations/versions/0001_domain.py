"""The whole domain: journal, definition, projects, contributions, awards, evidence, people.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op

from geodata import columns, gpkg

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SPATIAL = {
    "contribution_revisions": ("place", "GEOMETRY"),
    "project_revisions": ("place", "GEOMETRY"),
    "status_updates": ("seen_at", "POINT"),
    "unit_revisions": ("outline", "GEOMETRY"),
}
ATTRIBUTES = (
    "journal",
    "people",
    "store_state",
    "agencies",
    "awards",
    "campaign_revisions",
    "code_items",
    "consents",
    "contributions",
    "criteria",
    "documents",
    "projects",
    "units",
    "agency_revisions",
    "award_achievements",
    "award_recipients",
    "award_revisions",
    "award_steps",
    "capital_plans",
    "clearance",
    "contribution_givers",
    "contribution_uses",
    "criterion_links",
    "criterion_revisions",
    "disbursements",
    "milestones",
    "packages",
    "project_decisions",
    "responsible_units",
    "contribution_shares",
    "project_shares",
    "verifications",
)
APPEND_ONLY = (
    "journal",
    "agencies",
    "awards",
    "campaign_revisions",
    "code_items",
    "contributions",
    "criteria",
    "documents",
    "projects",
    "units",
    "agency_revisions",
    "award_achievements",
    "award_revisions",
    "award_steps",
    "capital_plans",
    "clearance",
    "contribution_revisions",
    "contribution_uses",
    "criterion_links",
    "criterion_revisions",
    "disbursements",
    "milestones",
    "packages",
    "project_decisions",
    "project_revisions",
    "responsible_units",
    "status_updates",
    "unit_revisions",
    "contribution_shares",
    "project_shares",
    "verifications",
)


def upgrade() -> None:
    conn = op.get_bind()
    gpkg.prepare_container(conn)
    create_tables()
    op.execute("INSERT INTO store_state (id, last_rev) VALUES (1, 0)")
    for table, (column, kind) in SPATIAL.items():
        gpkg.spatial_table(conn, table, column, kind)
    for table in ATTRIBUTES:
        gpkg.attribute_table(conn, table)
    for table in APPEND_ONLY:
        gpkg.append_only(conn, table)


def create_tables() -> None:
    op.create_table(
        "journal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("recorded_at", columns.UtcDateTime(), nullable=False),
        sa.Column("imported", sa.Boolean(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("office", sa.String(), nullable=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("detail", columns.Json(), nullable=False),
        sa.Column("source_key", sa.String(), nullable=True),
        sa.Column("source_digest", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal")),
        sa.UniqueConstraint("rev", name=op.f("uq_journal_rev")),
        sa.UniqueConstraint("source_key", name=op.f("uq_journal_source_key")),
    )
    op.create_index(op.f("ix_journal_recorded_at"), "journal", ["recorded_at"], unique=False)
    op.create_index("ix_journal_subject", "journal", ["subject_kind", "subject"], unique=False)
    op.create_table(
        "people",
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("contact", sa.String(), nullable=True),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("erased_at", columns.UtcDateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("uid", name=op.f("uq_people_uid")),
    )
    op.create_table(
        "store_state",
        sa.Column("last_rev", sa.Integer(), nullable=False),
        sa.Column("last_recorded_at", columns.UtcDateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_store_state_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_store_state")),
    )
    op.create_table(
        "agencies",
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["rev"], ["journal.rev"], name=op.f("fk_agencies_rev")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agencies")),
        sa.UniqueConstraint("uid", name=op.f("uq_agencies_uid")),
    )
    op.create_index(op.f("ix_agencies_rev"), "agencies", ["rev"], unique=False)
    op.create_table(
        "awards",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["rev"], ["journal.rev"], name=op.f("fk_awards_rev")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_awards")),
        sa.UniqueConstraint("code", name=op.f("uq_awards_code")),
    )
    op.create_index(op.f("ix_awards_rev"), "awards", ["rev"], unique=False)
    op.create_table(
        "campaign_revisions",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title_vi", sa.String(), nullable=False),
        sa.Column("title_en", sa.String(), nullable=False),
        sa.Column("short_vi", sa.String(), nullable=False),
        sa.Column("short_en", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("plan", columns.Json(), nullable=False),
        sa.Column("rules", columns.Json(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["rev"], ["journal.rev"], name=op.f("fk_campaign_revisions_rev")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_revisions")),
    )
    op.create_index(op.f("ix_campaign_revisions_rev"), "campaign_revisions", ["rev"], unique=False)
    op.create_table(
        "code_items",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name_vi", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("attributes", columns.Json(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["rev"], ["journal.rev"], name=op.f("fk_code_items_rev")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_items")),
        sa.UniqueConstraint("kind", "code", "rev", name=op.f("uq_code_items_kind")),
    )
    op.create_index(op.f("ix_code_items_rev"), "code_items", ["rev"], unique=False)
    op.create_table(
        "consents",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("given_at", columns.UtcDateTime(), nullable=False),
        sa.Column("withdrawn_at", columns.UtcDateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_consents_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
    )
    op.create_index(op.f("ix_consents_person_id"), "consents", ["person_id"], unique=False)
    op.create_table(
        "contributions",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["rev"], ["journal.rev"], name=op.f("fk_contributions_rev")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contributions")),
        sa.UniqueConstraint("code", name=op.f("uq_contributions_code")),
    )
    op.create_index(op.f("ix_contributions_rev"), "contributions", ["rev"], unique=False)
    op.create_table(
        "criteria",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["rev"], ["journal.rev"], name=op.f("fk_criteria_rev")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criteria")),
        sa.UniqueConstraint("code", name=op.f("uq_criteria_code")),
    )
    op.create_index(op.f("ix_criteria_rev"), "criteria", ["rev"], unique=False)
    op.create_table(
        "documents",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("issuer", sa.String(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("digest", sa.String(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("voided", sa.Boolean(), nullable=False),
        sa.Column("illustrative", columns.Json(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["rev"], ["journal.rev"], name=op.f("fk_documents_rev")),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["documents.id"], name=op.f("fk_documents_supersedes_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
    )
    op.create_index(op.f("ix_documents_rev"), "documents", ["rev"], unique=False)
    op.create_index(
        op.f("ix_documents_supersedes_id"), "documents", ["supersedes_id"], unique=False
    )
    op.create_table(
        "projects",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["rev"], ["journal.rev"], name=op.f("fk_projects_rev")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_projects")),
        sa.UniqueConstraint("code", name=op.f("uq_projects_code")),
    )
    op.create_index(op.f("ix_projects_rev"), "projects", ["rev"], unique=False)
    op.create_table(
        "units",
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["rev"], ["journal.rev"], name=op.f("fk_units_rev")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_units")),
        sa.UniqueConstraint("uid", name=op.f("uq_units_uid")),
    )
    op.create_index(op.f("ix_units_rev"), "units", ["rev"], unique=False)
    op.create_table(
        "agency_revisions",
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("name_vi", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("functions", columns.Json(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("successors", columns.Json(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agencies.id"], name=op.f("fk_agency_revisions_agency_id")
        ),
        sa.ForeignKeyConstraint(["rev"], ["journal.rev"], name=op.f("fk_agency_revisions_rev")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency_revisions")),
        sa.UniqueConstraint("agency_id", "rev", name=op.f("uq_agency_revisions_agency_id")),
    )
    op.create_index(op.f("ix_agency_revisions_rev"), "agency_revisions", ["rev"], unique=False)
    op.create_table(
        "award_achievements",
        sa.Column("award_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("contribution_id", sa.Integer(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("voided", sa.Boolean(), nullable=False),
        sa.Column("illustrative", columns.Json(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["award_id"], ["awards.id"], name=op.f("fk_award_achievements_award_id")
        ),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contributions.id"],
            name=op.f("fk_award_achievements_contribution_id"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_award_achievements_project_id")
        ),
        sa.ForeignKeyConstraint(["rev"], ["journal.rev"], name=op.f("fk_award_achievements_rev")),
        sa.ForeignKeyConstraint(
            ["supersedes_id"],
            ["award_achievements.id"],
            name=op.f("fk_award_achievements_supersedes_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award_achievements")),
    )
    op.create_index(
        op.f("ix_award_achievements_award_id"), "award_achievements", ["award_id"], unique=False
    )
    op.create_index(
        op.f("ix_award_achievements_contribution_id"),
        "award_achievements",
        ["contribution_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_award_achievements_project_id"), "award_achievements", ["project_id"], unique=False
    )
    op.create_index(op.f("ix_award_achievements_rev"), "award_achievements", ["rev"], unique=False)
    op.create_index(
        op.f("ix_award_achievements_supersedes_id"),
        "award_achievements",
        ["supersedes_id"],
        unique=False,
    )
    op.create_table(
        "award_recipients",
        sa.Column("award_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["award_id"], ["awards.id"], name=op.f("fk_award_recipients_award_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_award_recipients_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award_recipients")),
        sa.UniqueConstraint("award_id", "person_id", name=op.f("uq_award_recipients_award_id")),
    )
    op.create_index(
        op.f("ix_award_recipients_award_id"), "award_recipients", ["award_id"], unique=False
    )
    op.create_index(
        op.f("ix_award_recipients_person_id"), "award_recipients", ["person_id"], unique=False
    )
    op.create_table(
        "award_revisions",
        sa.Column("award_id", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("recipient_kind", sa.String(), nullable=False),
        sa.Column("recipients", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("achievement", sa.String(), nullable=False),
        sa.Column("money", sa.BigInteger(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("voided", sa.Boolean(), nullable=False),
        sa.Column("illustrative", columns.Json(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["award_id"], ["awards.id"], name=op.f("fk_award_revisions_award_id")
        ),
        sa.ForeignKeyConstraint(["rev"], ["journal.rev"], name=op.f("fk_award_revisions_rev")),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["award_revisions.id"], name=op.f("fk_award_revisions_supersedes_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award_revisions")),
    )
    op.create_index(
        op.f("ix_award_revisions_award_id"), "award_revisions", ["award_id"], unique=False
    )
    op.create_index(op.f("ix_award_revisions_rev"), "award_revisions", ["rev"], unique=False)
    op.create_index(
        op.f("ix_award_revisions_supersedes_id"), "award_revisions", ["supersedes_id"], unique=False
    )
    op.create_table(
        "award_steps",
        sa.Column("award_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("office", sa.String(), nullable=True),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("signer", sa.String(), nullable=True),
        sa.Column("votes_for", sa.Integer(), nullable=True),
        sa.Column("votes_total", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("voided", sa.Boolean(), nullable=False),
        sa.Column("illustrative", columns.Json(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["award_id"], ["awards.id"], name=op.f("fk_award_steps_award_id")),
        sa.ForeignKeyConstraint(["rev"], ["journal.rev"], name=op.f("fk_award_steps_rev")),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["award_steps.id"], name=op.f("fk_award_steps_supersedes_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award_steps")),
    )
    op.create_index(op.f("ix_award_steps_award_id"), "award_steps", ["award_id"], unique=False)
    op.create_index(op.f("ix_award_steps_rev"), "award_steps", ["rev"], unique=False)
    op.create_index(
        op.f("ix_award_steps_supersedes_id"), "award_steps", ["supersedes_id"], unique=False
    )
    op.create_table(
        "capital_plans",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("budget_year", sa.Integer(), nullable=False),
        sa.Column("capital_source", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("decision_number", sa.String(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("voided", sa.Boolean(), nullable=False),
        sa.Column("illustrative", columns.Json(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_capital_plans_project_id")
        ),
        sa.ForeignKeyConstraint(["rev"], ["journal.rev"], name=op.f("fk_capital_plans_rev")),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["capital_plans.id"], name=op.f("fk_capital_plans_supersedes_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capital_plans")),
    )
    op.create_index(
        op.f("ix_capital_plans_project_id"), "capital_plans", ["project_id"], unique=False
    )
    op.create_index(op.f("ix_capital_plans_rev"), "capital_plans", ["rev"], unique=False)
    op.create_index(
        op.f("ix_capital_plans_supersedes_id"), "capital_plans", ["supersedes_id"], unique=False
    )
    op.create_table(
        "clearance",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("households_total", sa.Integer(), nullable=False),
        sa.Column("households_done", sa.Integer(), nullable=False),
        sa.Column("area_m2", columns.Quantity(), nullable=True),
        sa.Column("paid", sa.BigInteger(), nullable=True),
        sa.Column("stuck", sa.String(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("voided", sa.Boolean(), nullable=False),
        sa.Column("illustrative", columns.Json(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_clearance_project_id")
        ),
        sa.ForeignKeyConstraint(["rev"], ["journal.rev"], name=op.f("fk_clearance_rev")),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["clearance.id"], name=op.f("fk_clearance_supersedes_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clearance")),
    )
    op.create_index(op.f("ix_clearance_project_id"), "clearance", ["project_id"], unique=False)
    op.create_index(op.f("ix_clearance_rev"), "clearance", ["rev"], unique=False)
    op.create_index(
        op.f("ix_clearance_supersedes_id"), "clearance", ["supersedes_id"], unique=False
    )
    op.create_table(
        "contribution_givers",
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contributions.id"],
            name=op.f("fk_contribution_givers_contribution_id"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_contribution_givers_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution_givers")),
        sa.UniqueConstraint(
            "contribution_id", "person_id", name=op.f("uq_contribution_givers_contribution_id")
        ),
    )
    op.create_index(
        op.f("ix_contribution_givers_contribution_id"),
        "contribution_givers",
        ["contribution_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_contribution_givers_person_id"), "contribution_givers", ["person_id"], unique=False
    )
    op.create_table(
        "contribution_revisions",
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("client_uuid", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("quantity", columns.Quantity(), nullable=True),
        sa.Column("unit_of_measure", sa.String(), nullable=True),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("value_basis", sa.String(), nullable=True),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("hamlet", sa.String(), nullable=True),
        sa.Column("project", sa.String(), nullable=True),
        sa.Column("giver_kind", sa.String(), nullable=False),
        sa.Column("givers", sa.Integer(), nullable=False),
        sa.Column("households", sa.Integer(), nullable=True),
        sa.Column("mobilised_by", sa.String(), nullable=True),
        sa.Column("minutes", sa.String(), nullable=True),
        sa.Column("receipt", sa.String(), nullable=True),
        sa.Column("stage", sa.String(), nullable=True),
        sa.Column("parcel", sa.String(), nullable=True),
        sa.Column("map_sheet", sa.String(), nullable=True),
        sa.Column("certificate_corrected", sa.Boolean(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("place", columns.Geometry(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("voided", sa.Boolean(), nullable=False),
        sa.Column("illustrative", columns.Json(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contributions.id"],
            name=op.f("fk_contribution_revisions_contribution_id"),
        ),
        sa.ForeignKeyConstraint(
            ["rev"], ["journal.rev"], name=op.f("fk_contribution_revisions_rev")
        ),
        sa.ForeignKeyConstraint(
            ["supersedes_id"],
            ["contribution_revisions.id"],
            name=op.f("fk_contribution_revisions_supersedes_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution_revisions")),
        sa.UniqueConstraint("client_uuid", name=op.f("uq_contribution_revisions_client_uuid")),
    )
    op.create_index(
        op.f("ix_contribution_revisions_contribution_id"),
        "contribution_revisions",
        ["contribution_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_contribution_revisions_rev"), "contribution_revisions", ["rev"], unique=False
    )
    op.create_index(
        op.f("ix_contribution_revisions_supersedes_id"),
        "contribution_revisions",
        ["supersedes_id"],
        unique=False,
    )
    op.create_table(
        "contribution_uses",
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("project", sa.String(), nullable=True),
        sa.Column("quantity", columns.Quantity(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("document_date", sa.Date(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("voided", sa.Boolean(), nullable=False),
        sa.Column("illustrative", columns.Json(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contributions.id"],
            name=op.f("fk_contribution_uses_contribution_id"),
        ),
        sa.ForeignKeyConstraint(["rev"], ["journal.rev"], name=op.f("fk_contribution_uses_rev")),
        sa.ForeignKeyConstraint(
            ["supersedes_id"],
            ["contribution_uses.id"],
            name=op.f("fk_contribution_uses_supersedes_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution_uses")),
    )
    op.create_index(
        op.f("ix_contribution_uses_contribution_id"),
        "contribution_uses",
        ["contribution_id"],
        unique=False,
    )
    op.create_index(op.f("ix_contribution_uses_rev"), "contribution_uses", ["rev"], unique=False)
    op.create_index(
        op.f("ix_contribution_uses_supersedes_id"),
        "contribution_uses",
        ["supersedes_id"],
        unique=False,
    )
    op.create_table(
        "criterion_links",
        sa.Column("criterion_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("contribution_id", sa.Integer(), nullable=True),
        sa.Column("award_id", sa.Integer(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("evidence", sa.String(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("voided", sa.Boolean(), nullable=False),
        sa.Column("illustrative", columns.Json(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(CASE WHEN project_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN contribution_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN award_id IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_criterion_links_one_feature"),
        ),
        sa.ForeignKeyConstraint(
            ["award_id"], ["awards.id"], name=op.f("fk_criterion_links_award_id")
        ),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contributions.id"],
            name=op.f("fk_criterion_links_contribution_id"),
        ),
        sa.ForeignKeyConstraint(
            ["criterion_id"], ["criteria.id"], name=op.f("fk_criterion_links_criterion_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_criterion_links_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_criterion_links_project_id")
        ),
        sa.ForeignKeyConstraint(["rev"], ["journal.rev"], name=op.f("fk_criterion_links_rev")),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["criterion_links.id"], name=op.f("fk_criterion_links_supersedes_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criterion_links")),
    )
    op.create_index(
        op.f("ix_criterion_links_award_id"), "criterion_links", ["award_id"], unique=False
    )
    op.create_index(
        op.f("ix_criterion_links_contribution_id"),
        "criterion_links",
        ["contribution_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_criterion_links_criterion_id"), "criterion_links", ["criterion_id"], unique=False
    )
    op.create_index(
        op.f("ix_criterion_links_project_id"), "criterion_links", ["project_id"], unique=False
    )
    op.create_index(op.f("ix_criterion_links_rev"), "criterion_links", ["rev"], unique=False)
    op.create_index(
        op.f("ix_criterion_links_supersedes_id"), "criterion_links", ["supersedes_id"], unique=False
    )
    op.create_table(
        "criterion_revisions",
        sa.Column("criterion_id", sa.Integer(), nullable=False),
        sa.Column("parent", sa.String(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_leaf", sa.Boolean(), nullable=False),
        sa.Column("text_vi", sa.String(), nullable=False),
        sa.Column("text_en", sa.String(), nullable=False),
        sa.Column("binds_vi", sa.String(), nullable=True),
        sa.Column("binds_en", sa.String(), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["criterion_id"], ["criteria.id"], name=op.f("fk_criterion_revisions_criterion_id")
        ),
        sa.ForeignKeyConstraint(["rev"], ["journal.rev"], name=op.f("fk_criterion_revisions_rev")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criterion_revisions")),
        sa.UniqueConstraint(
            "criterion_id", "rev", name=op.f("uq_criterion_revisions_criterion_id")
        ),
    )
    op.create_index(
        op.f("ix_criterion_revisions_rev"), "criterion_revisions", ["rev"], unique=False
    )
    op.create_table(
        "disbursements",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("budget_year", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("voided", sa.Boolean(), nullable=False),
        sa.Column("illustrative", columns.Json(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_disbursements_amount")),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_disbursements_project_id")
        ),
        sa.ForeignKeyConstraint(["rev"], ["journal.rev"], name=op.f("fk_disbursements_rev")),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["disbursements.id"], name=op.f("fk_disbursements_supersedes_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disbursements")),
    )
    op.create_index(
        op.f("ix_disbursements_project_id"), "disbursements", ["project_id"], unique=False
    )
    op.create_index(op.f("ix_disbursements_rev"), "disbursements", ["rev"], unique=False)
    op.create_index(
        op.f("ix_disbursements_supersedes_id"), "disbursements", ["supersedes_id"], unique=False
    )
    op.create_table(
        "milestones",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("extended_on", sa.Date(), nullable=True),
        sa.Column("actual_on", sa.Date(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("voided", sa.Boolean(), nullable=False),
        sa.Column("illustrative", columns.Json(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_milestones_project_id")
        ),
        sa.ForeignKeyConstraint(["rev"], ["journal.rev"], name=op.f("fk_milestones_rev")),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["milestones.id"], name=op.f("fk_milestones_supersedes_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestones")),
    )
    op.create_index(op.f("ix_milestones_project_id"), "milestones", ["project_id"], unique=False)
    op.create_index(op.f("ix_milestones_rev"), "milestones", ["rev"], unique=False)
    op.create_index(
        op.f("ix_milestones_supersedes_id"), "milestones", ["supersedes_id"], unique=False
    )
    op.create_table(
        "packages",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("package_price", sa.BigInteger(), nullable=True),
        sa.Column("winning_price", sa.BigInteger(), nullable=True),
        sa.Column("contractor", sa.String(), nullable=True),
        sa.Column("contract_number", sa.String(), nullable=True),
        sa.Column("contract_ends_on", sa.Date(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("voided", sa.Boolean(), nullable=False),
        sa.Column("illustrative", columns.Json(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_packages_project_id")
        ),
        sa.ForeignKeyConstraint(["rev"], ["journal.rev"], name=op.f("fk_packages_rev")),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["packages.id"], name=op.f("fk_packages_supersedes_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packages")),
    )
    op.create_index(op.f("ix_packages_project_id"), "packages", ["project_id"], unique=False)
    op.create_index(op.f("ix_packages_rev"), "packages", ["rev"], unique=False)
    op.create_index(op.f("ix_packages_supersedes_id"), "packages", ["supersedes_id"], unique=False)
    op.create_table(
        "project_decisions",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("signer", sa.String(), nullable=True),
        sa.Column("total_investment", sa.BigInteger(), nullable=True),
        sa.Column("finish_on", sa.Date(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("voided", sa.Boolean(), nullable=False),
        sa.Column("illustrative", columns.Json(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_project_decisions_project_id")
        ),
        sa.ForeignKeyConstraint(["rev"], ["journal.rev"], name=op.f("fk_project_decisions_rev")),
        sa.ForeignKeyConstraint(
            ["supersedes_id"],
            ["project_decisions.id"],
            name=op.f("fk_project_decisions_supersedes_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_decisions")),
    )
    op.create_index(
        op.f("ix_project_decisions_project_id"), "project_decisions", ["project_id"], unique=False
    )
    op.create_index(op.f("ix_project_decisions_rev"), "project_decisions", ["rev"], unique=False)
    op.create_index(
        op.f("ix_project_decisions_supersedes_id"),
        "project_decisions",
        ["supersedes_id"],
        unique=False,
    )
    op.create_table(
        "project_revisions",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sector", sa.String(), nullable=False),
        sa.Column("agency", sa.String(), nullable=False),
        sa.Column("is_key", sa.Boolean(), nullable=False),
        sa.Column("project_group", sa.String(), nullable=True),
        sa.Column("work_class", sa.String(), nullable=True),
        sa.Column("treasury_code", sa.String(), nullable=True),
        sa.Column("national_code", sa.String(), nullable=True),
        sa.Column("total_investment", sa.BigInteger(), nullable=True),
        sa.Column("planned_start", sa.Date(), nullable=True),
        sa.Column("planned_finish", sa.Date(), nullable=True),
        sa.Column("progress_plan", columns.Json(), nullable=False),
        sa.Column("place_note", sa.String(), nullable=True),
        sa.Column("place", columns.Geometry(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("voided", sa.Boolean(), nullable=False),
        sa.Column("illustrative", columns.Json(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_project_revisions_project_id")
        ),
        sa.ForeignKeyConstraint(["rev"], ["journal.rev"], name=op.f("fk_project_revisions_rev")),
        sa.ForeignKeyConstraint(
            ["supersedes_id"],
            ["project_revisions.id"],
            name=op.f("fk_project_revisions_supersedes_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_revisions")),
    )
    op.create_index(
        op.f("ix_project_revisions_project_id"), "project_revisions", ["project_id"], unique=False
    )
    op.create_index(op.f("ix_project_revisions_rev"), "project_revisions", ["rev"], unique=False)
    op.create_index(
        op.f("ix_project_revisions_supersedes_id"),
        "project_revisions",
        ["supersedes_id"],
        unique=False,
    )
    op.create_table(
        "responsible_units",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("voided", sa.Boolean(), nullable=False),
        sa.Column("illustrative", columns.Json(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_responsible_units_project_id")
        ),
        sa.ForeignKeyConstraint(["rev"], ["journal.rev"], name=op.f("fk_responsible_units_rev")),
        sa.ForeignKeyConstraint(
            ["supersedes_id"],
            ["responsible_units.id"],
            name=op.f("fk_responsible_units_supersedes_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_responsible_units")),
    )
    op.create_index(
        op.f("ix_responsible_units_project_id"), "responsible_units", ["project_id"], unique=False
    )
    op.create_index(op.f("ix_responsible_units_rev"), "responsible_units", ["rev"], unique=False)
    op.create_index(
        op.f("ix_responsible_units_supersedes_id"),
        "responsible_units",
        ["supersedes_id"],
        unique=False,
    )
    op.create_table(
        "status_updates",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("client_uuid", sa.String(), nullable=True),
        sa.Column("base_version", sa.Integer(), nullable=True),
        sa.Column("reported_by", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("physical_percent", columns.Quantity(), nullable=True),
        sa.Column("forecast_finish", sa.Date(), nullable=True),
        sa.Column("obstacles", columns.Json(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("accuracy_m", columns.Quantity(), nullable=True),
        sa.Column("seen_at", columns.Geometry("POINT"), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("voided", sa.Boolean(), nullable=False),
        sa.Column("illustrative", columns.Json(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "physical_percent BETWEEN 0 AND 100", name=op.f("ck_status_updates_physical_percent")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_status_updates_project_id")
        ),
        sa.ForeignKeyConstraint(["rev"], ["journal.rev"], name=op.f("fk_status_updates_rev")),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["status_updates.id"], name=op.f("fk_status_updates_supersedes_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_updates")),
        sa.UniqueConstraint("client_uuid", name=op.f("uq_status_updates_client_uuid")),
    )
    op.create_index(
        op.f("ix_status_updates_project_id"), "status_updates", ["project_id"], unique=False
    )
    op.create_index(op.f("ix_status_updates_rev"), "status_updates", ["rev"], unique=False)
    op.create_index(
        op.f("ix_status_updates_supersedes_id"), "status_updates", ["supersedes_id"], unique=False
    )
    op.create_table(
        "unit_revisions",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("in_campaign", sa.Boolean(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("successors", columns.Json(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("area_ha", columns.Quantity(), nullable=True),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("outline", columns.Geometry(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["rev"], ["journal.rev"], name=op.f("fk_unit_revisions_rev")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_unit_revisions_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_revisions")),
        sa.UniqueConstraint("unit_id", "rev", name=op.f("uq_unit_revisions_unit_id")),
    )
    op.create_index(op.f("ix_unit_revisions_rev"), "unit_revisions", ["rev"], unique=False)
    op.create_table(
        "contribution_shares",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("weight", sa.BigInteger(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["rev"], ["journal.rev"], name=op.f("fk_contribution_shares_rev")),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["contribution_revisions.id"],
            name=op.f("fk_contribution_shares_revision_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution_shares")),
    )
    op.create_index(
        op.f("ix_contribution_shares_rev"), "contribution_shares", ["rev"], unique=False
    )
    op.create_index(
        op.f("ix_contribution_shares_revision_id"),
        "contribution_shares",
        ["revision_id"],
        unique=False,
    )
    op.create_table(
        "project_shares",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("weight", sa.BigInteger(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["rev"], ["journal.rev"], name=op.f("fk_project_shares_rev")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["project_revisions.id"], name=op.f("fk_project_shares_revision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_shares")),
    )
    op.create_index(op.f("ix_project_shares_rev"), "project_shares", ["rev"], unique=False)
    op.create_index(
        op.f("ix_project_shares_revision_id"), "project_shares", ["revision_id"], unique=False
    )
    op.create_table(
        "verifications",
        sa.Column("project_revision_id", sa.Integer(), nullable=True),
        sa.Column("status_update_id", sa.Integer(), nullable=True),
        sa.Column("contribution_revision_id", sa.Integer(), nullable=True),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(CASE WHEN project_revision_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN status_update_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN contribution_revision_id IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_verifications_one_row"),
        ),
        sa.ForeignKeyConstraint(
            ["contribution_revision_id"],
            ["contribution_revisions.id"],
            name=op.f("fk_verifications_contribution_revision_id"),
        ),
        sa.ForeignKeyConstraint(
            ["project_revision_id"],
            ["project_revisions.id"],
            name=op.f("fk_verifications_project_revision_id"),
        ),
        sa.ForeignKeyConstraint(["rev"], ["journal.rev"], name=op.f("fk_verifications_rev")),
        sa.ForeignKeyConstraint(
            ["status_update_id"],
            ["status_updates.id"],
            name=op.f("fk_verifications_status_update_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verifications")),
    )
    op.create_index(
        op.f("ix_verifications_contribution_revision_id"),
        "verifications",
        ["contribution_revision_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_verifications_project_revision_id"),
        "verifications",
        ["project_revision_id"],
        unique=False,
    )
    op.create_index(op.f("ix_verifications_rev"), "verifications", ["rev"], unique=False)
    op.create_index(
        op.f("ix_verifications_status_update_id"),
        "verifications",
        ["status_update_id"],
        unique=False,
    )

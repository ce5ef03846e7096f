"""Reviews: what is prepared, what was written, the register of petitions, the frozen figures.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

from geodata import columns, gpkg

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = (
    "reviews",
    "review_revisions",
    "review_requests",
    "review_reports",
    "review_texts",
    "review_estimates",
    "petitions",
    "petition_revisions",
    "frozen_reviews",
    "review_publications",
    "slide_plans",
    "meeting_decisions",
)


def upgrade() -> None:
    _reviews()
    _written()
    _petitions()
    _frozen()
    conn = op.get_bind()
    for table in TABLES:
        gpkg.attribute_table(conn, table)
        gpkg.append_only(conn, table)


def _reviews() -> None:
    op.create_table(
        "reviews",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["rev"], ["journal.rev"], name=op.f("fk_reviews_rev")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
        sa.UniqueConstraint("code", name=op.f("uq_reviews_code")),
    )
    op.create_index(op.f("ix_reviews_rev"), "reviews", ["rev"])
    op.create_table(
        "review_revisions",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("office", sa.String(), nullable=True),
        sa.Column("period_from", sa.Date(), nullable=False),
        sa.Column("period_to", sa.Date(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("against", sa.String(), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["review_id"], ["reviews.id"], name=op.f("fk_review_revisions_review_id")
        ),
        sa.ForeignKeyConstraint(["rev"], ["journal.rev"], name=op.f("fk_review_revisions_rev")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_revisions")),
    )
    op.create_index(op.f("ix_review_revisions_review_id"), "review_revisions", ["review_id"])
    op.create_index(op.f("ix_review_revisions_rev"), "review_revisions", ["rev"])
    op.create_table(
        "review_requests",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("voided", sa.Boolean(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["rev"], ["journal.rev"], name=op.f("fk_review_requests_rev")),
        sa.ForeignKeyConstraint(
            ["review_id"], ["reviews.id"], name=op.f("fk_review_requests_review_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_requests")),
    )
    op.create_index(op.f("ix_review_requests_rev"), "review_requests", ["rev"])
    op.create_index(op.f("ix_review_requests_review_id"), "review_requests", ["review_id"])
    op.create_table(
        "review_reports",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=True),
        sa.Column("digest", sa.String(), nullable=True),
        sa.Column("media_type", sa.String(), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["rev"], ["journal.rev"], name=op.f("fk_review_reports_rev")),
        sa.ForeignKeyConstraint(
            ["review_id"], ["reviews.id"], name=op.f("fk_review_reports_review_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_reports")),
    )
    op.create_index(op.f("ix_review_reports_rev"), "review_reports", ["rev"])
    op.create_index(op.f("ix_review_reports_review_id"), "review_reports", ["review_id"])


def _written() -> None:
    op.create_table(
        "review_texts",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(), nullable=True),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["rev"], ["journal.rev"], name=op.f("fk_review_texts_rev")),
        sa.ForeignKeyConstraint(
            ["review_id"], ["reviews.id"], name=op.f("fk_review_texts_review_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_texts")),
    )
    op.create_index(op.f("ix_review_texts_rev"), "review_texts", ["rev"])
    op.create_index(op.f("ix_review_texts_review_id"), "review_texts", ["review_id"])
    op.create_table(
        "review_estimates",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("disbursed_year", sa.BigInteger(), nullable=True),
        sa.Column("physical_percent", columns.Quantity(), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_review_estimates_project_id")
        ),
        sa.ForeignKeyConstraint(
            ["review_id"], ["reviews.id"], name=op.f("fk_review_estimates_review_id")
        ),
        sa.ForeignKeyConstraint(["rev"], ["journal.rev"], name=op.f("fk_review_estimates_rev")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_estimates")),
    )
    op.create_index(op.f("ix_review_estimates_project_id"), "review_estimates", ["project_id"])
    op.create_index(op.f("ix_review_estimates_rev"), "review_estimates", ["rev"])
    op.create_index(op.f("ix_review_estimates_review_id"), "review_estimates", ["review_id"])


def _petitions() -> None:
    op.create_table(
        "petitions",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["rev"], ["journal.rev"], name=op.f("fk_petitions_rev")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_petitions")),
        sa.UniqueConstraint("code", name=op.f("uq_petitions_code")),
    )
    op.create_index(op.f("ix_petitions_rev"), "petitions", ["rev"])
    op.create_table(
        "petition_revisions",
        sa.Column("petition_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("raised_by", sa.String(), nullable=False),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("project", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("addressed_to", sa.String(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("answer_number", sa.String(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("voided", sa.Boolean(), nullable=False),
        sa.Column("illustrative", columns.Json(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["supersedes_id"],
            ["petition_revisions.id"],
            name=op.f("fk_petition_revisions_supersedes_id"),
        ),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petitions.id"], name=op.f("fk_petition_revisions_petition_id")
        ),
        sa.ForeignKeyConstraint(["rev"], ["journal.rev"], name=op.f("fk_petition_revisions_rev")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_petition_revisions")),
    )
    op.create_index(
        op.f("ix_petition_revisions_supersedes_id"), "petition_revisions", ["supersedes_id"]
    )
    op.create_index(op.f("ix_petition_revisions_rev"), "petition_revisions", ["rev"])
    op.create_index(
        op.f("ix_petition_revisions_petition_id"), "petition_revisions", ["petition_id"]
    )


def _frozen() -> None:
    op.create_table(
        "frozen_reviews",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("known_rev", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("schema", sa.String(), nullable=False),
        sa.Column("software", sa.String(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["rev"], ["journal.rev"], name=op.f("fk_frozen_reviews_rev")),
        sa.ForeignKeyConstraint(
            ["review_id"], ["reviews.id"], name=op.f("fk_frozen_reviews_review_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_frozen_reviews")),
        sa.UniqueConstraint("review_id", name=op.f("uq_frozen_reviews_review_id")),
    )
    op.create_index(op.f("ix_frozen_reviews_rev"), "frozen_reviews", ["rev"])
    op.create_table(
        "review_publications",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["rev"], ["journal.rev"], name=op.f("fk_review_publications_rev")),
        sa.ForeignKeyConstraint(
            ["review_id"], ["reviews.id"], name=op.f("fk_review_publications_review_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_publications")),
    )
    op.create_index(op.f("ix_review_publications_review_id"), "review_publications", ["review_id"])
    op.create_index(op.f("ix_review_publications_rev"), "review_publications", ["rev"])
    op.create_table(
        "slide_plans",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("slides", columns.Json(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["rev"], ["journal.rev"], name=op.f("fk_slide_plans_rev")),
        sa.ForeignKeyConstraint(
            ["review_id"], ["reviews.id"], name=op.f("fk_slide_plans_review_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slide_plans")),
    )
    op.create_index(op.f("ix_slide_plans_rev"), "slide_plans", ["rev"])
    op.create_index(op.f("ix_slide_plans_review_id"), "slide_plans", ["review_id"])
    op.create_table(
        "meeting_decisions",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("slide", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("office", sa.String(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["review_id"], ["reviews.id"], name=op.f("fk_meeting_decisions_review_id")
        ),
        sa.ForeignKeyConstraint(["rev"], ["journal.rev"], name=op.f("fk_meeting_decisions_rev")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_decisions")),
    )
    op.create_index(op.f("ix_meeting_decisions_rev"), "meeting_decisions", ["rev"])
    op.create_index(op.f("ix_meeting_decisions_review_id"), "meeting_decisions", ["review_id"])

"""Erasures and mailed reminders; indexes for reading the journal.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

from geodata import columns, gpkg

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "erasures",
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", columns.UtcDateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasures")),
    )
    op.create_index(op.f("ix_erasures_subject"), "erasures", ["subject"])
    op.create_table(
        "reminders",
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("sent_at", columns.UtcDateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminders")),
        sa.UniqueConstraint("account", "subject", "day", name="uq_reminders_account_subject_day"),
    )
    op.create_index("ix_journal_action", "journal", ["action", "rev"])
    op.create_index("ix_journal_office", "journal", ["office", "rev"])
    op.create_index(
        op.f("ix_contribution_revisions_project"), "contribution_revisions", ["project"]
    )
    conn = op.get_bind()
    for table in ("erasures", "reminders"):
        gpkg.attribute_table(conn, table)
    gpkg.append_only(conn, "erasures")

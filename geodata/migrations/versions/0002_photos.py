"""Pictures of sites: before, during, after.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

from geodata import columns, gpkg

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "photos",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("caption", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("position", columns.Geometry("POINT"), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("voided", sa.Boolean(), nullable=False),
        sa.Column("illustrative", columns.Json(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("stage IN ('before', 'during', 'after')", name=op.f("ck_photos_stage")),
        sa.CheckConstraint("width > 0 AND height > 0", name=op.f("ck_photos_size")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_photos_project_id")),
        sa.ForeignKeyConstraint(["rev"], ["journal.rev"], name=op.f("fk_photos_rev")),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["photos.id"], name=op.f("fk_photos_supersedes_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photos")),
    )
    for column in ("project_id", "digest", "rev", "supersedes_id"):
        op.create_index(op.f(f"ix_photos_{column}"), "photos", [column], unique=False)
    conn = op.get_bind()
    gpkg.spatial_table(conn, "photos", "position", "POINT")
    gpkg.append_only(conn, "photos")

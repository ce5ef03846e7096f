"""The last day of a line of a capital plan. Empty, also of the rows that are there: the default of
its budget year, worked out when it is read.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("capital_plans", sa.Column("runs_until", sa.Date(), nullable=True))

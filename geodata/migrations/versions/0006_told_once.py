"""The acceptance that a report of completion tells, which is put on record once it is confirmed; a
decision's note beside the reason of its correction; what was set aside, by account.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

from geodata import gpkg

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# Notes stood in the column of the reason, and a correction put its own reason there: of a row that
# was corrected the note is that of the first one. (A chain of corrections has at most a few rows.)
MOVE = """UPDATE project_decisions SET note = reason, reason = NULL WHERE supersedes_id IS NULL"""
INHERIT = """UPDATE project_decisions SET note = (
  SELECT old.note FROM project_decisions AS old WHERE old.id = project_decisions.supersedes_id)
WHERE note IS NULL AND EXISTS (SELECT 1 FROM project_decisions AS old
  WHERE old.id = project_decisions.supersedes_id AND old.note IS NOT NULL)"""


def upgrade() -> None:
    op.add_column("status_updates", sa.Column("completed_on", sa.Date(), nullable=True))
    op.add_column("status_updates", sa.Column("document_number", sa.String(), nullable=True))
    op.add_column("project_decisions", sa.Column("note", sa.String(), nullable=True))
    conn = op.get_bind()
    _refuse_nothing(conn, "project_decisions")
    conn.execute(sa.text(MOVE))
    while conn.execute(sa.text(INHERIT)).rowcount:
        pass
    gpkg.append_only(conn, "project_decisions")
    with op.batch_alter_table("set_aside") as table:
        table.drop_constraint("uq_set_aside_client_uuid", type_="unique")
        table.create_unique_constraint(
            "uq_set_aside_account_client_uuid", ["account", "client_uuid"]
        )


def _refuse_nothing(conn: sa.Connection, table: str) -> None:
    """Until `append_only` comes again: a text moves to the column that is its own."""
    if conn.dialect.name == "postgresql":
        conn.execute(sa.text(f'DROP TRIGGER "{table}_append_only" ON "{table}"'))
        return
    for verb in ("update", "delete"):
        conn.exec_driver_sql(f'DROP TRIGGER "{table}_no_{verb}"')

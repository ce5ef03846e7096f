"""What a migration does with the rows that are there already."""

from contextlib import closing

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from geodata.store import open_store

BEFORE = (
    "INSERT INTO journal (rev, recorded_at, imported, actor, action, subject_kind, subject, "
    "detail) VALUES (1, {now}, {false}, 'import', 'project.decision', 'project', 'X', '{{}}')",
    "INSERT INTO projects (id, code, rev) VALUES (1, 'X', 1)",
    *(
        "INSERT INTO project_decisions (id, project_id, rev, effective_on, kind, voided, "
        f"illustrative, reason, supersedes_id) VALUES ({row}, 1, 1, '2026-01-0{row}', 'approval', "
        f"{{false}}, '[]', {reason}, {supersedes})"
        for row, reason, supersedes in (
            (1, "'Theo tờ trình'", "NULL"),
            (2, "'Gõ nhầm'", 1),
            (3, "'Gõ nhầm lần nữa'", 2),
            (4, "NULL", "NULL"),
        )
    ),
    "INSERT INTO set_aside (id, account, client_uuid, kind, subject, mine, theirs, made_at) "
    "VALUES (7, 'a-1', 'u-1', 'status_updates', 'X', '{{}}', '{{}}', {now})",
)


def test_notes_of_decisions_come_out_of_the_column_of_reasons(blank_url):
    """Of a corrected decision the note was lost: it is that of the row that was corrected."""
    with closing(open_store(blank_url)) as store:
        store.upgrade("0005")
        words = {"now": "'2026-01-01T00:00:00.000Z'", "false": "0"}
        if store.dialect == "postgresql":
            words = {"now": "'2026-01-01T00:00:00Z'", "false": "false"}
        with store.engine.begin() as connection:
            for statement in BEFORE:
                connection.execute(text(statement.format(**words)))
        store.upgrade()
        with store.engine.connect() as connection:
            found = connection.execute(
                text("SELECT id, note, reason FROM project_decisions ORDER BY id")
            ).all()
            aside = connection.execute(text("SELECT id, account, client_uuid FROM set_aside")).all()
        assert [tuple(row) for row in found] == [
            (1, "Theo tờ trình", None),
            (2, "Theo tờ trình", "Gõ nhầm"),
            (3, "Theo tờ trình", "Gõ nhầm lần nữa"),
            (4, None, None),
        ]
        assert [tuple(row) for row in aside] == [(7, "a-1", "u-1")]
        changes = ("UPDATE project_decisions SET note = 'x'", "DELETE FROM project_decisions")
        for statement in changes:
            with pytest.raises(DBAPIError, match="append-only"), store.engine.begin() as connection:
                connection.execute(text(statement))

"""Each capture knows which reader read it last, whatever it made of it."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("capture") as capture:
        capture.add_column(
            sa.Column(
                "reader_version",
                sa.Integer(),
                nullable=True,
                comment="The newest reader that read it; null: nobody did, and the outcome is by status alone",
            )
        )
    # What was read into no article left no trace of its reader. It counts as unread, and `reprocess` reads it once more.
    op.execute(
        "UPDATE capture SET reader_version = (SELECT max(reader_version) FROM reading WHERE reading.capture_id = capture.id)"
    )

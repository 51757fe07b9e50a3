"""What tells who changed a page, and whether an answer speaks of the page at all."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("capture") as capture:
        capture.add_column(
            sa.Column(
                "of_site",
                sa.Boolean(),
                nullable=True,
                comment="The answer speaks of the whole site and not of this page, as maintenance does; null if nobody asked",
            )
        )
    with op.batch_alter_table("reading") as reading:
        reading.add_column(
            sa.Column(
                "block_sha256",
                sa.Text(),
                nullable=True,
                comment="Digest of the body's words as printed; null if it was not taken",
            )
        )
        reading.add_column(
            sa.Column("skeleton", sa.Text(), nullable=True, comment="Sketch of the page's template; null if it was not taken")
        )


def downgrade() -> None:
    with op.batch_alter_table("reading") as reading:
        reading.drop_column("skeleton")
        reading.drop_column("block_sha256")
    with op.batch_alter_table("capture") as capture:
        capture.drop_column("of_site")

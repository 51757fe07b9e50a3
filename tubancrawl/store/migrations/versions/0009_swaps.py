"""Pictures that were swapped at their own addresses, of which no version of an article tells."""

import sqlalchemy as sa
from alembic import op

from tubancrawl.store.swaps import derive_swaps

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "swap",
        sa.Column(
            "url_id",
            KEY,
            sa.ForeignKey("url.id", name="fk_swap_url_id_url"),
            primary_key=True,
            autoincrement=False,
            comment="The address of the picture",
        ),
        sa.Column(
            "position", sa.Integer(), primary_key=True, autoincrement=False, comment="0 for the first, in capture-time order"
        ),
        sa.Column("at", TIME, nullable=False, comment="When the first capture of the other picture was made"),
        sa.Column("before_sha256", sa.Text(), nullable=False, comment="Digest of the picture that the address had before"),
        sa.Column("payload_sha256", sa.Text(), nullable=False, comment="Digest of the picture that it had from then on"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_swap_at_url_id", "swap", ["at", "url_id"])
    derive_swaps(op.get_bind())


def downgrade() -> None:
    op.drop_table("swap")

"""When articles went and came back, and what finds the newest changes of all of them."""

import sqlalchemy as sa
from alembic import op

from tubancrawl.store.turns import derive_turns

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "turn",
        sa.Column(
            "article_id",
            KEY,
            sa.ForeignKey("article.id", name="fk_turn_article_id_article"),
            primary_key=True,
            autoincrement=False,
            comment="The article",
        ),
        sa.Column(
            "position", sa.Integer(), primary_key=True, autoincrement=False, comment="0 for the first, in capture-time order"
        ),
        sa.Column("at", TIME, nullable=False, comment="When that capture was made"),
        sa.Column("kind", sa.Text(), nullable=False, comment="missing (missed first), gone (misses proved it), moved or back"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_turn_at_article_id_position", "turn", ["at", "article_id", "position"])
    op.create_index("ix_version_first_captured_at_article_id_number", "version", ["first_captured_at", "article_id", "number"])
    op.create_index("ix_credit_name_role", "credit", ["name", "role"])
    derive_turns(op.get_bind())

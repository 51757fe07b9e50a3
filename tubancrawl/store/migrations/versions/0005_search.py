"""Every version can be searched. Articles that the archive has already are indexed here, a hundred at a time."""

import sqlalchemy as sa
from alembic import op

from tubancrawl.store.search import fts
from tubancrawl.store.search.index import fill

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "searchable",
        sa.Column(
            "article_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
            comment="The article",
        ),
        sa.Column(
            "position",
            sa.BigInteger(),
            nullable=False,
            comment="Its date and number, and whether its versions differ in text: the keys of its documents",
        ),
        sa.Column("removed", sa.Boolean(), nullable=False, comment="A document has the text that the site no longer shows"),
        sa.Column("categories", sa.JSON(), nullable=False, comment="Categories of the last version"),
        sa.Column("reporters", sa.JSON(), nullable=False, comment="Reporters of the last version"),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_searchable_article_id_article")),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_searchable")),
    )
    fts.create(op.get_bind())
    fill(op.get_bind())

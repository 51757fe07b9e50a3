"""What a later answer of an address may refer to, and how often it was answered 304 in a row."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TIME = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")

COLUMNS = (
    (
        "original_record_id",
        sa.Text(),
        "WARC record that holds the body of that answer in full; null: the next answer is kept in full",
    ),
    ("original_url", sa.Text(), "The address that record was asked under"),
    ("original_at", TIME, "WARC-Date of that record"),
    ("original_digest", sa.Text(), "WARC-Payload-Digest of that record"),
    ("request_digest", sa.Text(), "Digest of the newest request kept for it, conditions left out"),
)
COMMENTS = (
    ("etag", "ETag of its newest readable answer", "ETag of its newest answer that was read"),
    (
        "last_modified",
        "Last-Modified of its newest readable answer, as sent",
        "Last-Modified of its newest answer that was read, as sent",
    ),
)


def upgrade() -> None:
    with op.batch_alter_table("url") as url:
        for name, type_, comment in COLUMNS:
            url.add_column(sa.Column(name, type_, nullable=True, comment=comment))
        url.add_column(
            sa.Column(
                "unseen_visits",
                sa.Integer(),
                nullable=False,
                server_default="0",
                comment="Visits in a row answered 304: nobody saw the page",
            )
        )
    _comment(1)


def downgrade() -> None:
    with op.batch_alter_table("url") as url:
        for name in ("unseen_visits", *(name for name, _, _ in reversed(COLUMNS))):
            url.drop_column(name)
    _comment(0)


def _comment(which: int) -> None:
    if op.get_bind().dialect.name == "postgresql":
        for name, *comments in COMMENTS:
            op.alter_column("url", name, existing_type=sa.Text(), comment=comments[which])

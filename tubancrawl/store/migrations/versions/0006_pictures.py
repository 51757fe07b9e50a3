"""What captured pictures are, and how to find those that look alike."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BANDS = (
    "Its first 16 bits: pictures that look alike share them, or nearly",
    *(f"Its {n} 16 bits" for n in ("second", "third", "last")),
)


def upgrade() -> None:
    op.create_table(
        "picture",
        sa.Column("payload_sha256", sa.Text(), nullable=False, comment="Digest of the payload, as captures have it"),
        sa.Column("media_type", sa.Text(), nullable=True, comment="Found from the bytes; null: none that may be shown"),
        sa.Column("size", sa.BigInteger(), nullable=False, comment="Bytes of the picture, without content coding"),
        sa.Column("width", sa.Integer(), nullable=True, comment="Pixels, as stored; null where the bytes do not tell"),
        sa.Column("height", sa.Integer(), nullable=True, comment="Pixels, as stored; null where the bytes do not tell"),
        sa.Column(
            "phash", sa.Text(), nullable=True, comment="Perceptual hash, 64 bits as 16 hexadecimal digits; null with a problem"
        ),
        *(sa.Column(f"band_{number}", sa.Integer(), nullable=True, comment=text) for number, text in enumerate(BANDS)),
        sa.Column("problem", sa.Text(), nullable=True, comment="Why there is no hash: cut, too large, no picture at all"),
        sa.Column("hasher", sa.Text(), nullable=False, comment="What made the hash, with versions"),
        sa.PrimaryKeyConstraint("payload_sha256", name=op.f("pk_picture")),
        sqlite_with_rowid=False,
    )
    for number in range(len(BANDS)):
        op.create_index(op.f(f"ix_picture_band_{number}"), "picture", [f"band_{number}"])
    op.create_index(op.f("ix_capture_payload_sha256"), "capture", ["payload_sha256"])
    op.create_index(op.f("ix_photo_url"), "photo", ["url"])


def downgrade() -> None:
    op.drop_index(op.f("ix_photo_url"), table_name="photo")
    op.drop_index(op.f("ix_capture_payload_sha256"), table_name="capture")
    op.drop_table("picture")

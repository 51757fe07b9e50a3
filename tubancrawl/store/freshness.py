"""When the archive last changed. Reads only, and one row."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tubancrawl.store.models import Event


def changed_at(session: Session) -> datetime | None:
    """Return the time of the last event, since every transaction that changes the archive is one; None where nothing happened."""
    return session.scalar(select(Event.at).order_by(Event.id.desc()).limit(1))

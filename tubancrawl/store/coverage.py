"""How much of the site's news the archive holds, month by month. Reads only."""

from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from tubancrawl.store.models import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """The articles dated in a month (`2026-03`): by the printed date, else by the first capture.

    `edited`: have more than one version; `away`: are missing or gone.
    """

    month: str
    articles: int
    edited: int
    away: int


def months(session: Session) -> list[Month]:
    """Return the months in which there are articles, newest first."""
    month = func.substr(Article.dated, 1, 7)
    query = (
        select(
            month,
            func.count(),
            func.sum(case((Article.versions > 1, 1), else_=0)),
            func.sum(case((Article.state.in_(("missing", "gone")), 1), else_=0)),
        )
        .where(Article.versions > 0, Article.dated.is_not(None))
        .group_by(month)
        .order_by(month.desc())
    )
    return [Month(month=name, articles=count, edited=edited, away=away) for name, count, edited, away in session.execute(query)]

"""The one place where terms become a query of the database. Their words are letters and digits, and always quoted."""

from tubancrawl.store.search.documents import SEPARATOR, STEM
from tubancrawl.store.search.fts import NAMED, WEIGHTS
from tubancrawl.store.search.query import Query, Term


def match_of(query: Query, dialect: str, *, negated: bool) -> str:
    """Return the query in FTS5's or PostgreSQL's notation. `negated`: documents with unwanted terms are left out.

    A document of several versions must not leave them out: one version may have what another lacks. Without any term every
    document matches, for each begins with a separator.
    """
    express, both, either, without = (
        (_fts5, " AND ", " OR ", " NOT ") if dialect == "sqlite" else (_tsquery, " & ", " | ", " & !")
    )
    wanted = [express(term) for term in (*query.terms, *query.names)] or [express(Term((SEPARATOR,)))]
    match = f"({both.join(wanted)})"
    if negated and query.unwanted:
        match += f"{without}({either.join(express(term) for term in query.unwanted)})"
    return match


def _words(term: Term) -> tuple[str, ...]:
    return (SEPARATOR, *term.words, SEPARATOR) if term.whole else term.words


def _fts5(term: Term) -> str:
    either = f'" OR "{STEM}'.join(term.words * 2) if term.stemmed else " ".join(_words(term))
    match = f'("{either}")'
    return match if term.field is None else f"{term.field} : {match}"


def _tsquery(term: Term) -> str:
    name, weight = "", ""
    if term.field in WEIGHTS:
        weight = f":{WEIGHTS[term.field]}"
    elif term.field is not None:
        name, weight = f"{term.field}:", f":{NAMED}"
    if term.stemmed:
        return f"('{name}{term.words[0]}'{weight} | '{name}{STEM}{term.words[0]}'{weight})"
    return "(" + " <-> ".join(f"'{name}{word}'{weight}" for word in _words(term)) + ")"

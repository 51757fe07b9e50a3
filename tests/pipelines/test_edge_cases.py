"""Every line of tests/edge_cases.jsonl comes out as its expectation says."""

import pytest

from pipelines.bylines import split_byline
from pipelines.captions import caption_line, caption_parts
from pipelines.datelines import split_dateline
from pipelines.footers import strip_footer
from pipelines.furniture import footer_kind, view_count
from tests.pipelines.edge_cases import Case, cases


@pytest.mark.parametrize("case", cases("caption"))
def test_a_caption_is_read_as_expected(case: Case) -> None:
    line = caption_line(case.text)
    read = {
        "is_caption": line is not None,
        "marker": line and line.marker,
        "text": line and line.text,
        "credit": line and line.credit,
        "credit_kind": line and line.credit_kind,
    }
    parts = {"parts": caption_parts(line.text)} if line and "parts" in case.expected else {}
    assert read | parts == case.expected


@pytest.mark.parametrize("case", cases("byline"))
def test_a_byline_is_read_as_expected(case: Case) -> None:
    kept, footer = strip_footer(case.text)
    split = split_byline(kept)
    byline = split.byline and {
        "raw": split.byline.raw,
        "reporters": split.byline.reporters,
        "editor": split.byline.editor,
        "style": split.style,
    }
    optional = {"confidence": split.confidence, "continued": split.continued, "footer": footer}
    told = {name: value for name, value in optional.items() if name in case.expected}
    assert {"body": split.body, "byline": byline} | told == case.expected


@pytest.mark.parametrize("case", cases("dateline"))
def test_a_dateline_is_read_as_expected(case: Case) -> None:
    split = split_dateline(case.text)
    assert {"source": split.source, "place": split.place, "separator": split.separator, "body": split.body} == case.expected


@pytest.mark.parametrize("case", cases("footer"))
def test_a_footer_is_read_as_expected(case: Case) -> None:
    kind = footer_kind(case.text)
    views = {"views": view_count(case.text)} if "views" in case.expected else {}
    assert {"is_footer": kind is not None, "footer_kind": kind, "kept": "" if kind else case.text} | views == case.expected

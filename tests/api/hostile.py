"""Texts that some program downstream would obey: markup, formulas, controls, line ends. All synthetic."""

HOSTILE = [
    "</title><script>alert(1)</script>",
    "]]><b>&amp;&lt;",
    "\x00\x01\x0b\x1b[31m",
    "\ufffe\uffff",
    "<!--",
    "</script><img src=x onerror=alert(1)>",
    '=HYPERLINK("https://example.org")',
    "+1+1",
    "-1-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1＋1",
    "'quoted",
    'a,b;c"d"\r\ne',
    "\u2028\u2029\u202e",
    "\U0001f600 \u0301",
]

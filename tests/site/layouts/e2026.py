"""The redesign of 2026: nested div with utility classes, caption in `<i>`, date and poster after the body, cards of other
articles in the content column and "Baca juga" lines between the paragraphs.
"""

from tests.site import furniture as f
from tests.site.furniture import View, attr, h
from tests.site.model import ROOT, Article, Photo, slug_from

_P = '<div class="mt-4 text-base leading-7 text-slate-700 dark:text-slate-200 tracking-normal"><p class="m-0">{}</p></div>'
_H = '<div class="mt-8 text-xl font-semibold text-slate-900 dark:text-white"><h3 class="m-0">{}</h3></div>'


_BETWEEN = (
    '<div class="my-4 border-l-4 border-sky-500 bg-sky-50 p-3 text-sm"><a class="font-semibold" href="{}">Baca juga: {}</a></div>'
)


def article(view: View, item: Article) -> str:
    """Return the whole page of an article."""
    photos = "\n".join(_photo(view, photo) for photo in item.photos)
    kinds = "".join(
        f'<a class="inline-flex rounded-full bg-sky-50 px-3 py-1 text-xs" href="{f.category_path(name)}">{h(name)}</a>'
        for name in item.categories
    )
    tags = "".join(
        f'<a class="inline-block mr-2 text-sky-700 text-sm" href="/tag/{slug_from(name)}">#{h(name)}</a>' for name in item.tags
    )
    after = "\n".join(_P.format(h(line)) for line in item.after)
    broken = f.hidden_links() if item.hidden_links else ""
    content = f"""<div class="flex flex-col gap-y-6 lg:col-span-8">
<div class="rounded-2xl bg-white shadow-sm ring-1 ring-slate-200 p-6">
<div class="text-sm">{kinds}</div>
<div class="mt-2"><h1 class="text-3xl font-bold tracking-tight text-slate-900">{h(item.headline)}</h1></div>
<div class="mt-4 space-y-3">{photos}</div>
<div class="mt-6 prose-none" data-block="isi">
{_body(view, item)}
{after}
</div>
<div class="mt-8 border-t pt-4 text-xs text-slate-500 flex justify-between"><div>Diunggah oleh <span>{h(item.posted_by)}</span> ·
<span>{f.printed_indonesian(item.published)}</span></div><div>{view.counter(item)} View</div></div>
<div class="mt-2">{tags}</div><div class="mt-2 text-xs">{f.share(item)}</div>{broken}
</div>
<div class="grid grid-cols-2 gap-4"><div class="col-span-2 text-lg font-bold">Berita Lainnya</div>{_cards(view, "below", 6)}</div>
{f.disqus(view, item)}</div>"""
    shared = f'<meta property="og:title" content="{attr(item.headline)} - Portal Tuban">'
    head = f'<link rel="canonical" href="{ROOT}{item.path}">\n{shared}'
    return frame(view, item.headline, content, head=head)


def _photo(view: View, photo: Photo) -> str:
    caption = f'<div class="mt-1 px-2"><i class="text-xs text-slate-500">{h(photo.printed)}</i></div>' if photo.printed else ""
    image = f'<img class="h-full w-full object-cover" src="{view.thumb(photo.file, "1200x675c")}" alt="" loading="lazy">'
    return f'<div class="overflow-hidden rounded-xl"><div class="aspect-video">{image}</div>{caption}</div>'


def _body(view: View, item: Article) -> str:
    """The paragraphs, with a line that leads elsewhere after the second and the fifth thing in the body."""
    out = f.elements(item.printed_blocks(), paragraph=_P, heading=_H)
    first, second = view.some(2, "between")
    out.insert(2, _BETWEEN.format(first.path, h(f.name_of(first))))
    out.insert(6, _BETWEEN.format(second.path, h(f.name_of(second))))
    return "\n".join(out)


def _cards(view: View, salt: str, count: int) -> str:
    return "\n".join(
        f'<div class="rounded-xl ring-1 ring-slate-200 overflow-hidden"><a class="block" href="{other.path}">'
        f'<img class="w-full" src="{view.thumb(file, "400x225c")}" alt="" loading="lazy"></a>'
        f'<div class="p-3"><a class="text-sm font-semibold" '
        f'href="{other.path}">{h(f.name_of(other))}</a>'
        f'<p class="mt-1 text-xs text-slate-500 line-clamp-2">{h(f.excerpt(other, 100))}</p></div></div>'
        for other in view.some(count, salt)
        for file in [photo.file for photo in other.photos][:1]
    )


def frame(view: View, title: str, content: str, head: str = "") -> str:
    """Return a page of this theme around `content`."""
    links = f.menu(view, item="relative px-2 py-1", link="block text-sm text-slate-700", children="absolute hidden bg-white")
    return f"""<!DOCTYPE html>
<html lang="id" class="h-full scroll-smooth"><head><meta charset="utf-8"><title>{h(title)} | Portal Tuban</title>
<meta name="generator" content="Bolt"><meta name="csrf-token" content="{view.hex(40, "csrf")}">
{head}
<link rel="stylesheet" href="/theme/2026/app.css"><style>{f.style("tw", 60)}</style></head>
<body class="h-full bg-slate-50 antialiased"><div class="min-h-full flex flex-col">
<div class="sticky top-0 z-50 bg-white/80 backdrop-blur">
<ul class="mx-auto flex max-w-7xl">{links}</ul></div>
<div class="mx-auto grid max-w-7xl grid-cols-1 gap-8 px-4 lg:grid-cols-12">
{content}
<div class="lg:col-span-4"><div class="text-lg font-bold">Terpopuler</div>{_cards(view, "side", 8)}
<div class="mt-6 flex flex-wrap gap-2">{f.tag_cloud(view)}</div></div></div>
<div class="mt-auto bg-slate-900 p-8 text-slate-300">
© {view.at.year} {f.SITE_NAME} · {view.hex(12, "session")}</div></div></body></html>
"""

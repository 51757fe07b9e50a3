"""`python -m tests.site --date 2018-07-20 --port 8080` serves the miniature; `--list` prints its timeline."""

import argparse
import signal
import sys
from datetime import date

from tests.site import timeline, truth
from tests.site.server import serve


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.site", description=__doc__)
    parser.add_argument(
        "--date", type=date.fromisoformat, default=timeline.DATES[0], help="the day it is on the site (default: the first)"
    )
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--list", action="store_true", help="print crawl dates and scripted events, then stop")
    options = parser.parse_args()
    if options.list:
        sys.stdout.write(listing())
        return
    with serve(at=options.date, host=options.host, port=options.port) as site:
        sys.stdout.write(f"{site.url} on {options.date} ({timeline.era_at(options.date)}); Ctrl-C ends it\n")
        sys.stdout.flush()
        signal.sigwait({signal.SIGINT, signal.SIGTERM})


def listing() -> str:
    """Return the timeline as text: the dates, then every scripted event, then the versions that follow from them."""
    days = [
        f"{at}  {timeline.era_at(at)}  disqus {timeline.disqus_at(at):10}  {len(timeline.visible_at(at))} articles"
        for at in timeline.DATES
    ]
    events = [f"{event.on}  {event.name:30}  {event.says}\n{'':12}/entry/{event.key}" for event in timeline.EVENTS]
    wide = [f"{name:24}  {says}" for name, says in timeline.SITE_WIDE]
    versions = [
        f"{key}: " + " | ".join(", ".join(map(str, run)) for run in truth.expected_versions(key))
        for key in timeline.scripted_keys()
    ]
    sections = (("Crawl dates", days), ("Events", events), ("Everywhere", wide), ("Versions", versions))
    return "\n".join(f"{title}\n" + "\n".join(f"  {line}" for line in lines) + "\n" for title, lines in sections)


if __name__ == "__main__":
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    main()

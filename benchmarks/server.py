"""nginx in front of a generated site, on loopback, for as long as a block lasts."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.services import free_port, running

CONFIG = """
daemon off; pid {home}/pid; error_log {home}/error.log; worker_processes 1;
events {{ worker_connections 1024; }}
http {{
  access_log off; keepalive_requests 100000;
  types {{ text/html html; application/xml xml; text/plain txt; }}
  client_body_temp_path {home}; proxy_temp_path {home}; fastcgi_temp_path {home}; uwsgi_temp_path {home}; scgi_temp_path {home};
  server {{
    listen 127.0.0.1:{port}; root {site}; gzip_static on; gzip_vary on;
    {locations}
  }}
}}
"""


@contextmanager
def nginx(site: Path, home: Path) -> Iterator[str]:
    """Serve a folder of `tests.site.scale`; yield the server's address."""
    program = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    if program is None:
        sys.exit("benchmarks: nginx is missing; apt-get install -y --no-install-recommends nginx-light")
    home.mkdir(parents=True)
    port = free_port()
    locations = (site / "nginx.conf").read_text()
    (home / "conf").write_text(CONFIG.format(home=home, port=port, site=site, locations=locations))
    with running([program, "-c", str(home / "conf"), "-p", str(home)], port=port, cwd=home, log=home / "log"):
        yield f"http://127.0.0.1:{port}"

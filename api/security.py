"""Who may talk to a server that has no keys yet: pages and programs of this machine only. Pure.

A page of another site can make a browser send requests to loopback (DNS rebinding, forms); it
cannot choose the Host header (its own name) or leave its Origin out of anything but plain reads.
"""

import re
from collections.abc import Sequence

LOOPBACK_HOSTS = ("127.0.0.1", "localhost", "::1")

SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}

_HOST = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?", re.IGNORECASE)
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


def refusal(hosts: Sequence[str], origins: Sequence[str]) -> str | None:
    """Why a request with these Host and Origin headers is refused; None where it is not.

    >>> refusal(["localhost:8765"], ["http://localhost:8765"])
    >>> refusal(["evil.example"], [])
    "Host 'evil.example' is not this machine; use localhost, 127.0.0.1 or [::1]"
    """
    if len(hosts) != 1 or not _HOST.fullmatch(hosts[0]):
        found = ", ".join(hosts)
        return f"Host {found!r} is not this machine; use localhost, 127.0.0.1 or [::1]"
    if any(not _same_origin(origin, hosts[0]) for origin in origins):
        return f"requests from pages of another origin ({', '.join(origins)}) are refused"
    return None


def _same_origin(origin: str, host: str) -> bool:
    scheme, _, place = origin.lower().partition("://")
    port = _DEFAULT_PORTS.get(scheme)
    return port is not None and _with_port(place, port) == _with_port(host.lower(), port)


def _with_port(place: str, default: str) -> str:
    return place if re.search(r":\d+$", place) else place + default

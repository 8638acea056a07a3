"""The edge of the service: checks Host and Origin, caps request bodies, adds security headers."""

from fastapi import HTTPException
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import error_response
from api.security import SECURITY_HEADERS, refusal

MAX_JSON_BYTES = 1 << 20
_MULTIPART_OVERHEAD_BYTES = 64 << 10


class Guard:
    """ASGI middleware around everything, unknown routes included."""

    def __init__(self, app: ASGIApp, *, upload_path: str, max_upload_mib: int) -> None:
        """Uploads to `upload_path` may be larger than the bodies of other requests."""
        self._app = app
        self._upload_path = upload_path
        self._max_upload_mib = max_upload_mib

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers at once what is refused; the rest goes on to the application."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        limit, message = self._limit(scope["path"])
        reason = refusal(headers.getlist("host"), headers.getlist("origin"))
        if reason is not None:
            await error_response(403, reason)(scope, receive, send)
        elif int(headers.get("content-length") or 0) > limit:
            await error_response(413, message)(scope, receive, send)
        else:
            await self._app(scope, _capped(receive, limit, message), _with_headers(send))

    def _limit(self, path: str) -> tuple[int, str]:
        if path == self._upload_path:
            limit = (self._max_upload_mib << 20) + _MULTIPART_OVERHEAD_BYTES
            return limit, too_large(self._max_upload_mib)
        return MAX_JSON_BYTES, f"the request is larger than {MAX_JSON_BYTES:,} bytes"


def too_large(max_mib: int) -> str:
    """What a client is told whose file exceeds the limit."""
    return f"the file is larger than {max_mib} MiB (KB_MAX_FILE_MIB)"


def _capped(receive: Receive, limit: int, message: str) -> Receive:
    n_bytes = 0

    async def counting() -> Message:
        nonlocal n_bytes
        part = await receive()
        n_bytes += len(part.get("body", b""))
        if n_bytes > limit:
            raise HTTPException(413, message)
        return part

    return counting


def _with_headers(send: Send) -> Send:
    async def adding(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in SECURITY_HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return adding

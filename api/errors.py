"""Every failure as one body: {"error": {"code", "message", "details"}}.

`STATUSES` is the only place that says which HTTP status and code an error of `kb` becomes.
"""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from api.security import SECURITY_HEADERS
from kb import errors as e

log = logging.getLogger(__name__)

RETRY_AFTER_S = 5

STATUSES: dict[type[e.KBError], tuple[int, str]] = {
    e.KBError: (500, "failed"),
    e.DocumentError: (422, "document"),
    e.UnsupportedFormat: (415, "unsupported_format"),
    e.UnreadableDocument: (422, "unreadable_document"),
    e.ParserFailed: (422, "parser_failed"),
    e.CorrectionError: (422, "correction"),
    e.UnknownDocument: (404, "unknown_document"),
    e.StoreError: (500, "store"),
    e.StoreMissing: (503, "store_missing"),
    e.StoreBusy: (503, "store_busy"),
    e.StoreMismatch: (500, "store_mismatch"),
    e.ModelError: (503, "model"),
    e.ServerError: (502, "server"),
    e.QuestionError: (422, "question"),
    e.DatasetError: (422, "dataset"),
    e.VocabularyError: (500, "vocabulary"),
}

_CODES = {
    400: "bad_request",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    422: "invalid_request",
    503: "busy",
}


class ErrorDetail(BaseModel):
    """What went wrong: a code for programs, a message for people."""

    code: str
    message: str
    details: dict[str, Any] = Field(description="more for programs; may be empty")


class ErrorBody(BaseModel):
    """The body of every response that is not a success."""

    error: ErrorDetail


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """These error responses as OpenAPI describes them."""
    return {
        status: {"model": ErrorBody, "description": HTTPStatus(status).phrase}
        for status in statuses
    }


def error_response(
    status: int,
    message: str,
    *,
    code: str | None = None,
    details: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """The one error body; the code is that of the status where none is given."""
    detail = ErrorDetail(
        code=code or _CODES.get(status, "failed"), message=message, details=dict(details or {})
    )
    body = ErrorBody(error=detail).model_dump()
    return JSONResponse(body, status, headers={**SECURITY_HEADERS, **(headers or {})})


def install_handlers(app: FastAPI) -> None:
    """Makes every failure of `app` the one error body."""

    @app.exception_handler(e.KBError)
    async def _known(_: Request, error: e.KBError) -> JSONResponse:
        status, code = status_of(error)
        headers = {"Retry-After": str(RETRY_AFTER_S)} if status == 503 else {}
        if status >= 500:
            log.warning("%s: %s", code, error)
        return error_response(status, str(error), code=code, headers=headers)

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> JSONResponse:
        message = error.detail
        if message == HTTPStatus(error.status_code).phrase:  # the router's, which says no more
            message = f"{request.method} {request.url.path}: {message}; see /openapi.json"
        return error_response(error.status_code, message, headers=error.headers)

    @app.exception_handler(RequestValidationError)
    async def _invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        faults = [
            {"field": ".".join(map(str, fault["loc"])), "message": str(fault["msg"])}
            for fault in error.errors()
        ]
        message = "; ".join(f"{fault['field']}: {fault['message']}" for fault in faults)
        return error_response(422, message, details={"faults": faults})

    @app.exception_handler(Exception)
    async def _unexpected(_: Request, __: Exception) -> JSONResponse:
        # the server logs the traceback; a client is not told of our insides
        return error_response(500, "an unexpected error; the server's log has it", code="internal")


def status_of(error: e.KBError) -> tuple[int, str]:
    """HTTP status and code of `error`: those of the nearest class that `STATUSES` names."""
    return next(STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES)

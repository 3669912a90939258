"""From a response that is no success to the error a caller catches."""

from __future__ import annotations

import http
import time
from collections.abc import Mapping
from typing import Any, cast

from .. import _contract as contract
from ..exceptions import ConnectionError, DecodeError, TimeoutError
from .call import Operation
from .json_text import loads
from .model import Model
from .readers import Reply, of_status
from .transport import TransportError, TransportTimeout

_MAX_TEXT = 500


def error_of(operation: Operation[Any], reply: Reply) -> contract.BaseError:
    """Make the error of a response: its class by the contract's rules, the rest from body and headers."""
    status, headers = reply.status, reply.headers
    raw = _json(reply.body)
    body = _body(operation, reply, raw)
    # What is not JSON says what it says by its type.
    told = body.to_dict() if raw is None and isinstance(body, Model) else raw
    code, message, request_id = (_said(told, name) for name in ("code", "message", "request_id"))
    kind = class_of(status, code)
    return kind(
        message or _message(status, headers, reply.body),
        code=code or f"http_{status}",
        request_id=request_id or headers.get(contract.REQUEST_ID_HEADER),
        status=status,
        retry_after=retry_after(headers),
        attempts=reply.attempts,
        body=body,
        headers=headers,
    )


def local_error(failure: TransportError, attempts: int) -> contract.BaseError:
    """Make the error of a request that got no response."""
    kind = TimeoutError if isinstance(failure, TransportTimeout) else ConnectionError
    return kind(str(failure), attempts=attempts)


def decode_error(
    operation: Operation[Any], problem: object, status: int, headers: Mapping[str, str], attempts: int
) -> DecodeError:
    """Make the error of a success that is not what the document promises."""
    return DecodeError(
        f"{operation.method} {operation.template}: {problem}",
        request_id=headers.get(contract.REQUEST_ID_HEADER),
        status=status,
        attempts=attempts,
        headers=headers,
    )


def is_transient(error: contract.BaseError) -> bool:
    """Whether another attempt may fare better."""
    return isinstance(error, ConnectionError | TimeoutError) or error.status in contract.RETRY_STATUSES


def retry_after(headers: Mapping[str, str]) -> float | None:
    """When the server wants to be asked again, in seconds from now: milliseconds, seconds or an HTTP date."""
    millis = _seconds(headers.get(contract.RETRY_AFTER_MS_HEADER))
    if millis is not None:
        return millis / 1000
    text = headers.get(contract.RETRY_AFTER_HEADER)
    seconds = _seconds(text)
    if seconds is not None or text is None:
        return seconds
    # Slow to load, and hardly ever needed.
    import email.utils

    try:
        date = email.utils.parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, date.timestamp() - time.time())


def _seconds(text: str | None) -> float | None:
    digits = (text or "").strip()
    return float(digits) if digits.replace(".", "", 1).isdecimal() and digits.isascii() else None


def class_of(status: int, code: object) -> type[contract.BaseError]:
    """The first rule that fits: one that names the code is told from others of its status."""
    for rule in contract.ERROR_RULES:
        if rule.low <= status <= rule.high and rule.code in (None, code):
            return rule.error
    return contract.BaseError


def _json(body: bytes) -> object:
    try:
        return loads(body)
    except ValueError:
        return None


def _said(raw: object, name: str) -> str | None:
    """A text of the body itself, or of the `error` object many servers put it in."""
    body = _members(raw)
    texts = (members.get(name) for members in (body, _members(body.get("error"))))
    return next((text for text in texts if isinstance(text, str) and text), None)


def _members(raw: object) -> dict[str, Any]:
    return cast("dict[str, Any]", raw) if isinstance(raw, dict) else {}


def _body(operation: Operation[Any], reply: Reply, raw: object) -> object:
    """The body as its declared type where there is one and it fits, else the JSON, else the text."""
    read = of_status(operation.errors, reply.status) if reply.body else None
    try:
        if read is not None:
            return read(reply)
    except ValueError:
        pass
    return raw if raw is not None else reply.body.decode("utf-8", "replace") or None


def _message(status: int, headers: Mapping[str, str], body: bytes) -> str:
    if headers.get("content-type", "").startswith("text/plain") and body:
        return body[:_MAX_TEXT].decode("utf-8", "replace").strip()
    try:
        return f"HTTP {status} {http.HTTPStatus(status).phrase}"
    except ValueError:
        return f"HTTP {status}"

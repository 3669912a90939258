"""From a call to a request on the wire."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any, cast

from ..exceptions import InvalidArgumentError
from .call import Call, CallOptions
from .deadline import Deadline
from .encode import anything
from .json_text import dumps
from .misfit import Misfit
from .params import query
from .settings import Credential, Settings, check_header
from .transport import HttpRequest


class Outgoing:
    """A call made ready: written once, sent as often as it takes."""

    def __init__(self, call: Call[Any], settings: Settings, options: CallOptions, body: bytes | None = None) -> None:
        """Write head and body.

        Raises:
            InvalidArgumentError: If the body has no JSON form, or a header could not be sent.
        """
        operation = call.operation
        self.operation = operation
        self.method = operation.method
        self.origin = settings.origin
        self.target = settings.prefix + call.target
        self.body = body if body is not None else _write(_with_members(call.body, options.get("members")))
        for name, value in options.get("query", {}).items():
            self._add_query(name, value)
        self.headers = {**settings.headers, "accept": operation.accept}
        if self.body is not None and operation.content_type:
            self.headers["content-type"] = operation.content_type
        if operation.idempotency_header:
            self.headers[operation.idempotency_header] = options.get("idempotency_key") or str(uuid.uuid4())
        for credential in settings.credentials_for(operation.security):
            self._authenticate(credential)
        extra = options.get("headers", {})
        for name, value in (*call.headers.items(), *extra.items()):
            self.set_header(name, value)
        self.connect_timeout = settings.connect_timeout
        self.read_timeout = options.get("read_timeout") or settings.read_timeout or operation.read_timeout

    def set_header(self, name: str, value: str) -> None:
        """Set a header, whatever the case of its name."""
        check_header(name, value)
        self.headers[name.lower()] = value

    def request(self, deadline: Deadline) -> HttpRequest:
        """The request of one attempt."""
        return HttpRequest(
            self.method,
            self.origin,
            self.target,
            self.headers,
            self.body,
            self.connect_timeout,
            self.read_timeout,
            deadline,
        )

    def _add_query(self, name: str, value: object) -> None:
        pairs: list[str] = []
        query(pairs, name, value, anything)
        if pairs:
            self.target += ("&" if "?" in self.target else "?") + "&".join(pairs)

    def _authenticate(self, credential: Credential) -> None:
        value = credential.value or ""
        if credential.place == "header":
            self.headers[credential.name.lower()] = value
        elif credential.place == "query":
            self._add_query(credential.name, value)
        else:
            cookie = self.headers.get("cookie")
            self.headers["cookie"] = f"{cookie}; {credential.name}={value}" if cookie else f"{credential.name}={value}"


def total_timeout(settings: Settings, options: CallOptions) -> float | None:
    """Seconds a call may take."""
    return options.get("timeout", settings.timeout)


def _with_members(body: object, members: Mapping[str, object] | None) -> object:
    """A body with members beyond those the document names.

    Raises:
        InvalidArgumentError: If the body has no members.
    """
    if not members:
        return body
    if body is not None and not isinstance(body, dict):
        raise InvalidArgumentError("members: the body of this operation has none")
    return {**cast("dict[str, object]", body or {}), **members}


def _write(body: object) -> bytes | None:
    if body is None or isinstance(body, bytes):
        return body
    try:
        return dumps(body)
    except Misfit as misfit:
        raise InvalidArgumentError(str(misfit)) from None

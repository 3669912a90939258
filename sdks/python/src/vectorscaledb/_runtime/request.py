"""From a call to a request on the wire."""

from __future__ import annotations

import gzip
import uuid
from collections.abc import Mapping
from typing import Any, cast

from .. import _contract as contract
from ..exceptions import InvalidArgumentError
from .call import Call, CallOptions
from .credentials import Credential
from .deadline import Deadline
from .encode import anything
from .misfit import Misfit
from .params import add_cookies, pair, query
from .payload import Payload
from .settings import Settings, check_header
from .telemetry import CallAbout
from .transport import BodyStream, HttpRequest
from .unset import UNSET


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
        self.origin, prefix = settings.base(operation.server)
        self.target = prefix + call.target
        self.headers = {**settings.headers, "accept": operation.accept}
        if call.prefer is not None:
            self.headers.setdefault("prefer", call.prefer)
        self.body: bytes | BodyStream | None = None
        self._fill(_payload(call, options, body))
        for name, value in options.get("query", {}).items():
            self._add_query(name, value)
        if operation.idempotency_header:
            self.headers[operation.idempotency_header] = options.get("idempotency_key") or str(uuid.uuid4())
        for name, value in call.headers.items():
            self.set_header(name, value)
        self.grants: list[Credential] = []
        self._token = ""
        self._rejected = False
        for credential in settings.credentials_for(operation.security):
            if credential.place != "header" or credential.name.lower() not in call.headers:
                self._authenticate(credential)
        for name, value in options.get("headers", {}).items():
            self.set_header(name, value)
        self.connect_timeout = settings.connect_timeout
        self.read_timeout = options.get("read_timeout") or settings.read_timeout or operation.read_timeout

    @property
    def about(self) -> CallAbout:
        """What may be told of it."""
        operation = self.operation
        return CallAbout(operation.name, operation.method, operation.template, self.origin)

    @property
    def retryable(self) -> bool:
        """Whether it may be sent again: what was read from somewhere may be gone."""
        return self.operation.retryable and self._repeatable

    @property
    def _repeatable(self) -> bool:
        return self.body is None or isinstance(self.body, bytes) or self.body.rewindable

    def set_header(self, name: str, value: str) -> None:
        """Set a header, whatever the case of its name; cookies come together."""
        check_header(name, value)
        if name.lower() == "cookie":
            add_cookies(self.headers, [value])
        else:
            self.headers[name.lower()] = value

    def request(self, deadline: Deadline, context: Mapping[str, str] | None = None) -> HttpRequest:
        """The request of one attempt, with headers of that attempt alone."""
        return HttpRequest(
            self.method,
            self.origin,
            self.target,
            {**self.headers, **context} if context else self.headers,
            self.body,
            self.connect_timeout,
            self.read_timeout,
            deadline,
            self.operation.name,
        )

    def bear(self, token: str) -> None:
        """Carry a token that was fetched."""
        self._token = token
        self.set_header("authorization", f"Bearer {token}")

    def replace_tokens(self) -> bool:
        """Ask for other tokens, once, when the server did not take those it got."""
        token, self._token = self._token, ""
        if not token or not self._repeatable or self._rejected:
            return False
        self._rejected = True
        sources = [grant.source for grant in self.grants if grant.source is not None]
        for source in sources:
            source.reject(token)
        return bool(sources)

    def _fill(self, payload: Payload | None) -> None:
        if payload is None:
            return
        content = payload.content
        if payload.content_type:
            self.headers["content-type"] = payload.content_type
        if isinstance(content, bytes):
            if self.operation.gzip and len(content) >= contract.GZIP_FROM:
                content = gzip.compress(content, contract.GZIP_LEVEL, mtime=0)
                self.headers["content-encoding"] = "gzip"
        elif content.length is not None:
            self.headers["content-length"] = str(content.length)
        self.body = content

    def _add_query(self, name: str, value: object) -> None:
        pairs: list[str] = []
        query(pairs, name, value, anything)
        if pairs:
            self.target += ("&" if "?" in self.target else "?") + "&".join(pairs)

    def _authenticate(self, credential: Credential) -> None:
        value = credential.value or ""
        if credential.source is not None:
            self.grants.append(credential)
        elif credential.place == "header":
            self.headers[credential.name.lower()] = value
        elif credential.place == "query":
            self._add_query(credential.name, value)
        else:
            add_cookies(self.headers, [pair(credential.name, value)])


def total_timeout(settings: Settings, options: CallOptions) -> float | None:
    """Seconds a call may take."""
    return options.get("timeout", settings.timeout)


def _payload(call: Call[Any], options: CallOptions, body: bytes | None) -> Payload | None:
    operation = call.operation
    if body is not None:
        return Payload(body, operation.content_type or "")
    given = _with_members(call.body, options.get("members"))
    if given is UNSET or operation.content_type is None:
        return None
    try:
        return operation.write(given, operation.content_type)
    except Misfit as misfit:
        raise InvalidArgumentError(str(misfit)) from None


def _with_members(body: object, members: Mapping[str, object] | None) -> object:
    """A body with members beyond those the document names.

    Raises:
        InvalidArgumentError: If the body has no members.
    """
    if not members:
        return body
    if body is not UNSET and not isinstance(body, dict):
        raise InvalidArgumentError("members: the body of this operation has none")
    return {**cast("dict[str, object]", body or {}), **members}

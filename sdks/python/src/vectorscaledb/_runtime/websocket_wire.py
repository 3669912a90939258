"""The protocol of a WebSocket without its connection: octets in, messages out, and the other way round."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping

from websockets.client import ClientProtocol
from websockets.frames import Frame, Opcode
from websockets.http11 import Response
from websockets.protocol import State
from websockets.uri import parse_uri

from .. import _contract as contract
from .readers import Reply
from .transport import HttpRequest, TransportError
from .websocket_course import Closed


class Wire:
    """One WebSocket: the connection is whoever's, what is said over it is decided here.

    Attributes:
        secure: Whether the connection is under TLS.
        host: Where to connect.
        port: Where to connect.
        answer: What the server said to the request; `None` while it has not.
    """

    def __init__(self, request: HttpRequest) -> None:
        """Make ready what asks the server to speak WebSocket."""
        self.secure = request.origin.startswith("https:")
        uri = parse_uri(f"ws{request.origin.removeprefix('http')}{request.target}")
        self.host, self.port = uri.host, uri.port
        self.answer: Response | None = None
        self._protocol = ClientProtocol(uri, max_size=contract.WEBSOCKET_MAX_MESSAGE)
        handshake = self._protocol.connect()
        for name, value in request.headers.items():
            handshake.headers[name] = value
        self._protocol.send_request(handshake)
        self._messages: deque[str | bytes] = deque()
        self._parts: list[bytes] = []
        self._is_text = True
        self._ended = False

    @property
    def headers(self) -> Mapping[str, str]:
        """Header fields of the answer: names in lower case, repeats joined by a comma."""
        together: dict[str, str] = {}
        for name, value in self.answer.headers.raw_items() if self.answer else ():
            known = together.get(name.lower())
            together[name.lower()] = value if known is None else f"{known}, {value}"
        return together

    @property
    def refusal(self) -> Reply | None:
        """The answer of a server that would not; `None` where it would, or nobody knows yet."""
        if self.answer is None or self.answer.status_code == 101:
            return None
        return Reply(self.answer.status_code, self.headers, bytes(self.answer.body or b""), 1)

    def outgoing(self) -> bytes:
        """What is to be sent now."""
        return b"".join(self._protocol.data_to_send())

    def send(self, text: str) -> None:
        """Say something; to who left already, nothing, which `take` then tells."""
        if self._protocol.state is State.OPEN:
            self._protocol.send_text(text.encode())

    def goodbye(self) -> None:
        """Say that nothing more will be said."""
        if self._protocol.state is State.OPEN:
            self._protocol.send_close(1000)

    def feed(self, data: bytes) -> None:
        """Take what came; nothing says that the connection ended."""
        if data:
            self._protocol.receive_data(data)
        elif not self._ended:
            self._ended = True
            self._protocol.receive_eof()
        for event in self._protocol.events_received():
            if isinstance(event, Response):
                self.answer = event
            elif isinstance(event, Frame) and event.opcode in (Opcode.TEXT, Opcode.BINARY, Opcode.CONT):
                self._part(event.opcode, bytes(event.data), event.fin)

    def opened(self) -> bool:
        """Whether there is an answer.

        Raises:
            TransportError: If there will be none, or it cannot be understood.
        """
        problem = self._protocol.handshake_exc
        if problem is not None and self.refusal is None:
            raise TransportError(str(problem) or type(problem).__name__)
        return self.answer is not None

    def take(self) -> str | bytes | None:
        """The next message; `None` while there is none.

        Raises:
            Closed: If the server left.
            TransportError: If the connection broke off.
        """
        if self._messages:
            return self._messages.popleft()
        farewell = self._protocol.close_rcvd
        if farewell is not None:
            raise Closed(farewell.code, farewell.reason)
        if self._ended or self._protocol.parser_exc is not None:
            raise TransportError(f"the WebSocket broke off: {self._protocol.parser_exc or 'it ended'}")
        return None

    def _part(self, opcode: Opcode, data: bytes, final: bool) -> None:
        if opcode is not Opcode.CONT:
            self._is_text = opcode is Opcode.TEXT
        self._parts.append(data)
        if not final:
            return
        whole = b"".join(self._parts)
        self._parts.clear()
        try:
            self._messages.append(whole.decode() if self._is_text else whole)
        except UnicodeDecodeError:
            self._protocol.fail(1007)
            self._ended = True

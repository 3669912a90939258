"""A connection through a proxy, for a WebSocket."""

from __future__ import annotations

from .network import Network, Proxy
from .websocket_wire import Wire

_LONGEST_ANSWER = 65_536


class Tunnel:
    """What is said to a proxy, and heard from it, before a connection is the server's.

    Attributes:
        address: Where the proxy is.
        request: What asks it for the tunnel.
    """

    def __init__(self, wire: Wire, proxy: Proxy) -> None:
        """Make ready what asks for the tunnel."""
        self.address = (proxy.host, proxy.port)
        host = f"[{wire.host}]" if ":" in wire.host else wire.host
        there = f"{host}:{wire.port}"
        fields = {"host": there, **proxy.headers}
        lines = [f"CONNECT {there} HTTP/1.1", *(f"{name}: {value}" for name, value in fields.items()), "", ""]
        self.request = "\r\n".join(lines).encode()
        self._answer = b""

    def is_open(self, data: bytes) -> bool:
        """Take octets of the answer, one by one lest those of the server be among them; whether they were the last.

        Raises:
            OSError: If the proxy will not.
        """
        self._answer += data
        if not data or len(self._answer) > _LONGEST_ANSWER:
            raise OSError("the proxy did not answer")
        if not self._answer.endswith(b"\r\n\r\n"):
            return False
        status = self._answer.split(b" ", 2)[1:2]
        if status != [b"200"]:
            raise OSError(f"the proxy refused: {self._answer.splitlines()[0].decode('latin-1')}")
        return True


def tunnel_of(wire: Wire, network: Network) -> Tunnel | None:
    """The tunnel a WebSocket needs; `None` where it needs none."""
    scheme = "https" if wire.secure else "http"
    proxy = network.proxy_for(f"{scheme}://{wire.host}:{wire.port}")
    return Tunnel(wire, proxy) if proxy else None

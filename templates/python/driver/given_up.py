"""A call of the asynchronous client that its caller gives up."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Mapping
from typing import Any

import needed
from plan import Way

GIVEN_UP: dict[str, Any] = {
    "ok": False,
    "error": {"type": "Cancelled", "code": "cancelled", "message": "the task was cancelled"},
}


def given_up(way: Way, client: Any, arguments: Mapping[str, Any], milliseconds: int) -> dict[str, Any]:
    """Cancel a call after so long, and tell what it made of that."""
    needed.prepare(needed.ASYNC)
    # Not while the call is waited for: loading takes as long as some calls are let live.
    importlib.import_module("aiohttp")
    return asyncio.run(_given_up(way, client, arguments, milliseconds / 1000))


async def _given_up(way: Way, client: Any, arguments: Mapping[str, Any], seconds: float) -> dict[str, Any]:
    async with client:
        task = asyncio.ensure_future(_used(getattr(client, way.method.__name__)(**arguments), way.shape))
        await asyncio.wait([task], timeout=seconds)
        task.cancel()
        try:
            await task
        except asyncio.CancelledError:
            return GIVEN_UP
        return {"ok": True, "value": None}


async def _used(made: Any, shape: str) -> None:
    """Wait for everything a call gives."""
    if shape == "paged":
        async for _ in made:
            pass
    elif shape in ("events", "lines"):
        async with made as stream:
            async for _ in stream:
                pass
    else:
        await made

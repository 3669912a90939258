"""Sends lists in parts over parallel connections for `AsyncClient`."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import TypeVar

from .. import _contract as contract
from .async_runner import AsyncRunner
from .bulk import Bulk, FailedItem
from .bulk_merge import Merge
from .bulk_parts import Part, Parts
from .call import Call, CallOptions

Item = TypeVar("Item")
R = TypeVar("R")


async def send_bulk(
    runner: AsyncRunner,
    call: Call[R],
    bulk: Bulk[R],
    items: Iterable[Item | FailedItem[Item]],
    parallelism: int,
    options: CallOptions | None,
) -> R:
    """Send all items: as many requests at once as asked for, and no more of the iterable in memory than they hold."""
    chosen = options or CallOptions()
    parts: Parts[Item] = Parts(items, bulk, call, chosen, parallelism)
    merge: Merge[Item, R] = Merge(bulk)

    async def send(part: Part[Item]) -> R:
        return await runner.result(call.operation, part.outgoing(call, bulk, runner.settings, chosen), chosen)

    def collect(done: Iterable[asyncio.Task[R]]) -> None:
        for task in done:
            part = running.pop(task)
            try:
                merge.answered(part, task.result())
            except contract.BaseError as error:
                merge.failed(part, error)

    running: dict[asyncio.Task[R], Part[Item]] = {}
    try:
        for part in parts:
            running[asyncio.create_task(send(part))] = part
            if len(running) >= parallelism:
                done, _ = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                collect(done)
        if running:
            done, _ = await asyncio.wait(running)
            collect(done)
    finally:
        # Only what a cancellation or an error of the iterable left behind.
        for task in running:
            task.cancel()
    return merge.finish(parts.refused, call)

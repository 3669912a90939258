"""Sends lists in parts over parallel connections for `Client`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

from .. import _contract as contract
from .bulk import Bulk, FailedItem
from .bulk_merge import Merge
from .bulk_parts import Part, Parts
from .call import Call, CallOptions
from .sync_runner import SyncRunner

if TYPE_CHECKING:
    from concurrent.futures import Future

Item = TypeVar("Item")
R = TypeVar("R")


def send_bulk(
    runner: SyncRunner,
    call: Call[R],
    bulk: Bulk[R],
    items: Iterable[Item | FailedItem[Item]],
    parallelism: int,
    options: CallOptions | None,
) -> R:
    """Send all items: as many requests at once as asked for, and no more of the iterable in memory than they hold."""
    from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait

    chosen = options or CallOptions()
    parts: Parts[Item] = Parts(items, bulk, call, chosen, parallelism)
    merge: Merge[Item, R] = Merge(bulk)

    def send(part: Part[Item]) -> R:
        return runner.result(call.operation, part.outgoing(call, bulk, runner.settings, chosen), chosen)

    def collect(done: set[Future[R]]) -> None:
        for future in done:
            part = running.pop(future)
            try:
                merge.answered(part, future.result())
            except contract.BaseError as error:
                merge.failed(part, error)

    running: dict[Future[R], Part[Item]] = {}
    with ThreadPoolExecutor(parallelism, thread_name_prefix="bulk") as executor:
        for part in parts:
            running[executor.submit(send, part)] = part
            if len(running) >= parallelism:
                collect(wait(running, return_when=FIRST_COMPLETED).done)
        collect(wait(running).done)
    return merge.finish(parts.refused, call)

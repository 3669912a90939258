"""Lists that come in pages, fetched when they are reached."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from ..exceptions import DecodeError
from .call import Call, CallOptions
from .params import pair
from .unset import Unset

if TYPE_CHECKING:
    from .async_runner import AsyncRunner
    from .sync_runner import SyncRunner

Item = TypeVar("Item")
Page = TypeVar("Page")


@dataclass(frozen=True, slots=True)
class Paging(Generic[Item, Page]):
    """How an operation pages.

    Attributes:
        cursor: The wire name of the parameter or member that carries the cursor.
        in_body: Whether it is a member of the body.
        items: The items of a page.
        next: The cursor of the page after a page; `None` or empty after the last.
    """

    cursor: str
    in_body: bool
    items: Callable[[Page], Sequence[Item] | None]
    next: Callable[[Page], object]

    def after(self, call: Call[Page], page: Page, sent: object) -> tuple[Call[Page], object] | None:
        """The call of the page after a page, and its cursor.

        Raises:
            DecodeError: If the cursor is the one just sent, which would go on forever.
        """
        cursor = self.next(page)
        if cursor is None or cursor == "" or isinstance(cursor, Unset):
            return None
        if cursor == sent:
            raise DecodeError(f"{call.operation.name}: the cursor of the next page is that of this one")
        if self.in_body:
            members = cast("dict[str, Any]", call.body or {})
            return replace(call, body={**members, self.cursor: cursor}), cursor
        return call.with_query(pair(self.cursor, cursor)), cursor


class Pager(Generic[Item, Page]):
    """A list in pages. Iterating fetches page after page, each when it is reached; each iteration starts anew."""

    def __init__(
        self, runner: SyncRunner, call: Call[Page], options: CallOptions | None, paging: Paging[Item, Page]
    ) -> None:
        """Prepare; nothing is fetched yet."""
        self._runner = runner
        self._call = call
        self._options = options
        self._paging = paging

    def __iter__(self) -> Iterator[Item]:
        """Iterate over the items of all pages."""
        for page in self.pages():
            yield from self._paging.items(page) or ()

    def pages(self) -> Iterator[Page]:
        """Iterate page by page."""
        call: Call[Page] = self._call
        cursor: object = None
        while True:
            page = self._runner.call(call, self._options)
            yield page
            following = self._paging.after(call, page, cursor)
            if following is None:
                return
            call, cursor = following

    def first(self) -> Page:
        """Fetch the first page only."""
        return self._runner.call(self._call, self._options)


class AsyncPager(Generic[Item, Page]):
    """A list in pages. Iterating fetches page after page, each when it is reached; each iteration starts anew."""

    def __init__(
        self, runner: AsyncRunner, call: Call[Page], options: CallOptions | None, paging: Paging[Item, Page]
    ) -> None:
        """Prepare; nothing is fetched yet."""
        self._runner = runner
        self._call = call
        self._options = options
        self._paging = paging

    async def __aiter__(self) -> AsyncIterator[Item]:
        """Iterate over the items of all pages."""
        async for page in self.pages():
            for item in self._paging.items(page) or ():
                yield item

    async def pages(self) -> AsyncIterator[Page]:
        """Iterate page by page."""
        call: Call[Page] = self._call
        cursor: object = None
        while True:
            page = await self._runner.call(call, self._options)
            yield page
            following = self._paging.after(call, page, cursor)
            if following is None:
                return
            call, cursor = following

    async def first(self) -> Page:
        """Fetch the first page only."""
        return await self._runner.call(self._call, self._options)

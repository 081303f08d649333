"""Which pages were written, for asyncio."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

from viommu.aio._group import AsyncResponseStream
from viommu.dirty_pages import RangeJoiner, ranges_of
from viommu.v1 import IovaRange, ReadDirtyPagesResponse

#: Reads the dirty pages; how many bytes a bit stands for is given, 0 for the granule.
Open = Callable[[int], AsyncResponseStream[ReadDirtyPagesResponse]]


class DirtyPages:
    """The dirty pages of a range, ascending, by `ViommuClient.read_dirty_pages`.

    Nothing is sent before a loop begins; each loop, over this, over `ranges` or over `addresses`, is a read of its
    own, which clears what it reads unless `keep` is set. Leaving a loop ends the read: what had arrived by then is
    lost, unless `keep` is set.
    """

    def __init__(self, begin: Open, page_size_bytes: int, granule_bits: Callable[[], Awaitable[int]]) -> None:
        """Makes a reading: use `ViommuClient.read_dirty_pages`."""
        self._open = begin
        self._page_size_bytes = page_size_bytes
        self._granule_bits = granule_bits

    def __aiter__(self) -> AsyncIterator[ReadDirtyPagesResponse]:
        """Yields the parts as they come."""
        return self._parts(self._page_size_bytes)

    async def ranges(self) -> AsyncIterator[IovaRange]:
        """Yields the same as ranges of whole pages, inclusive; none touches the next."""
        size = await self._size()
        joiner = RangeJoiner()
        async for part in self._parts(size):
            for found in joiner.joined(ranges_of(part, size)):
                yield found
        for found in joiner.rest():
            yield found

    async def addresses(self) -> AsyncIterator[int]:
        """Yields the same as the first address of each dirty page."""
        size = await self._size()
        async for part in self._parts(size):
            for found in ranges_of(part, size):
                for address in range(found.first, found.last, size):
                    yield address

    async def _parts(self, page_size_bytes: int) -> AsyncIterator[ReadDirtyPagesResponse]:
        async with self._open(page_size_bytes) as stream:
            async for part in stream:
                yield part

    async def _size(self) -> int:
        """Returns what one bit stands for, which the parts do not say."""
        return self._page_size_bytes or 1 << await self._granule_bits()

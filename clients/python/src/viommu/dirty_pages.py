"""Which pages were written, as parts, as ranges or as addresses: `DomainService.ReadDirtyPages`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from viommu._group import ResponseStream
from viommu.v1 import IovaRange, ReadDirtyPagesResponse

#: Reads the dirty pages; how many bytes a bit stands for is given, 0 for the granule.
Open = Callable[[int], ResponseStream[ReadDirtyPagesResponse]]


def ranges_of(part: ReadDirtyPagesResponse, page_size_bytes: int) -> Iterator[IovaRange]:
    """Yields the dirty ranges of one part, ascending; none touches the next.

    Args:
        part: As it was received.
        page_size_bytes: What one bit stands for.
    """
    bits = int.from_bytes(part.bitmap, "little")
    bit = 0
    while bits:
        clean = (bits & -bits).bit_length() - 1
        bits >>= clean
        dirty = (~bits & (bits + 1)).bit_length() - 1
        bits >>= dirty
        first = part.first + (bit + clean) * page_size_bytes
        yield IovaRange(first=first, last=first + dirty * page_size_bytes - 1)
        bit += clean + dirty


class RangeJoiner:
    """Joins ranges that touch, over the parts they come in."""

    def __init__(self) -> None:
        """Begins with none."""
        self._pending: IovaRange | None = None

    def joined(self, ranges: Iterable[IovaRange]) -> Iterator[IovaRange]:
        """Yields what is complete."""
        for found in ranges:
            if self._pending is not None and self._pending.last + 1 == found.first:
                self._pending.last = found.last
                continue
            yield from self.rest()
            self._pending = found

    def rest(self) -> Iterator[IovaRange]:
        """Yields the last range, if there was any."""
        if self._pending is not None:
            yield self._pending
        self._pending = None


class DirtyPages:
    """The dirty pages of a range, ascending, by `ViommuClient.read_dirty_pages`.

    Nothing is sent before a loop begins; each loop, over this, over `ranges` or over `addresses`, is a read of its
    own, which clears what it reads unless `keep` is set. Leaving a loop ends the read: what had arrived by then is
    lost, unless `keep` is set.
    """

    def __init__(self, begin: Open, page_size_bytes: int, granule_bits: Callable[[], int]) -> None:
        """Makes a reading: use `ViommuClient.read_dirty_pages`."""
        self._open = begin
        self._page_size_bytes = page_size_bytes
        self._granule_bits = granule_bits

    def __iter__(self) -> Iterator[ReadDirtyPagesResponse]:
        """Yields the parts as they come."""
        return self._parts(self._page_size_bytes)

    def ranges(self) -> Iterator[IovaRange]:
        """Yields the same as ranges of whole pages, inclusive; none touches the next."""
        size = self._size()
        joiner = RangeJoiner()
        for part in self._parts(size):
            yield from joiner.joined(ranges_of(part, size))
        yield from joiner.rest()

    def addresses(self) -> Iterator[int]:
        """Yields the same as the first address of each dirty page."""
        size = self._size()
        for part in self._parts(size):
            for found in ranges_of(part, size):
                yield from range(found.first, found.last, size)

    def _parts(self, page_size_bytes: int) -> Iterator[ReadDirtyPagesResponse]:
        with self._open(page_size_bytes) as stream:
            yield from stream

    def _size(self) -> int:
        """Returns what one bit stands for, which the parts do not say."""
        return self._page_size_bytes or 1 << self._granule_bits()

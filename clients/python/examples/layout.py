"""What the two examples agree on: where things lie, and in which address space."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

PAGE = 4096
CHUNK_PAGES = 64
"""Pages in a chunk of the file: one group of page requests, and at most 256 KiB of DMA."""
CHUNK = CHUNK_PAGES * PAGE

VIOMMU = "python-demo"
ENDPOINT = 1


class Space(NamedTuple):
    """An address space of the guest: one PASID of the endpoint, attached to one domain."""

    pasid: int
    domain_id: int
    device_cookie: int
    """What the VMM gives at attach, and every report must bring back."""


SPACES = (Space(17, 1, 0xD0_0000_0000_0011), Space(34, 2, 0xD0_0000_0000_0022))
"""Chunks of the file go to them in turn."""

FILE_IOVA = 0x7F00_0000_0000
"""Where the file begins, in both spaces: only the PASID tells the same IOVA of the two apart."""

RING = 0x10_0000
"""A status ring of the device, in the first space."""
RING_PAGES = 4
GUARD = RING + RING_PAGES * PAGE
"""Nothing is ever mapped in the guard above the ring."""
GUARD_PAGES = 16

RAM_ADDRESS = 0x1_0000_0000
"""Guest-physical address of the guest's RAM."""
RAM_FILE = "ram"


class Chunk(NamedTuple):
    """A piece of the file and where the device writes it."""

    offset: int
    length: int
    space: Space
    iova: int


def chunks(length: int) -> Iterator[Chunk]:
    """Yields the chunks of a file, in its order: even ones go to the first space, odd ones to the second."""
    for index, offset in enumerate(range(0, length, CHUNK)):
        iova = FILE_IOVA + index // 2 * CHUNK
        yield Chunk(offset, min(CHUNK, length - offset), SPACES[index % 2], iova)


def pages(first: int, length: int) -> range:
    """Returns the addresses of the pages that `length` bytes at `first` touch."""
    return range(first // PAGE * PAGE, first + length, PAGE)

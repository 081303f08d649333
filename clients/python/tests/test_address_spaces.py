"""Records, dirty pages and guest memory."""

from __future__ import annotations

import pytest

import viommu
import viommu.aio
from tests.guest import DOMAIN, ENDPOINT, PAGE, RAM, READ_WRITE, boot, mapping
from tests.server import Server
from viommu import MappingRecords, RangeRecords
from viommu.dirty_pages import ranges_of
from viommu.v1 import (
    AddressType,
    DmaFill,
    DomainKind,
    EndpointBackend,
    IfMapped,
    IovaRange,
    MapItem,
    Permissions,
    ReadDirtyPagesResponse,
)

HOSTED = EndpointBackend.ENDPOINT_BACKEND_HOSTED
MAX64 = 2**64 - 1
WHOLE = IovaRange(first=0, last=MAX64)


def test_records_are_laid_out_as_the_contract_says() -> None:
    batch = MappingRecords()
    item = mapping(0x1122_3344_5566_7000, 0x8000)
    item.if_mapped = IfMapped.IF_MAPPED_SET_PERMISSIONS
    batch.add(item)
    record = "0070665544332211" + "ff7f665544332211" + "0080000000000000" + "03" + "03" + "000000000000"
    assert bytes(batch) == bytes.fromhex("0101000001000000" + record)
    every = Permissions(read=True, write=True, execute=True, privileged=True)
    batch.add_pages(2**52 - 1, 2**52 - 1, 8, every)
    assert bytes(batch)[-32:].hex() == "00f0ffffffffffff" + "ff" * 8 + "0080000000000000" + "0f" + "00" * 7
    assert len(batch) == 2
    batch.clear()
    assert bytes(batch) == bytes.fromhex("0101000000000000")
    ranges = RangeRecords()
    ranges.add(WHOLE)
    ranges.add_pages(1, 2)
    expected = "0102000002000000" + "00" * 8 + "ff" * 8 + "0010000000000000" + "ff2f000000000000"
    assert bytes(ranges).hex() == expected


def test_records_refuse_what_is_no_address_and_what_is_too_much() -> None:
    batch = MappingRecords()
    with pytest.raises(viommu.InvalidRequestError) as raised:
        batch.add(MapItem(output_address=1))
    assert raised.value.field == "range"
    for page in (-1, 2**52, 1.5):
        with pytest.raises(viommu.InvalidRequestError):
            batch.add_pages(0, page, 0, READ_WRITE)  # type: ignore[arg-type] # on purpose
    assert len(batch) == 0
    for index in range(viommu.MAX_RECORDS):
        batch.add_pages(index, index, index, READ_WRITE)
    assert batch.is_full
    with pytest.raises(viommu.InvalidRequestError, match="full"):
        batch.add_pages(1, 1, 1, READ_WRITE)


def test_a_batch_of_records_is_mapped_and_unmapped(client: viommu.ViommuClient, viommu_id: str) -> None:
    boot(client, viommu_id, HOSTED)
    mappings, ranges = MappingRecords(), RangeRecords()
    for index in range(viommu.MAX_RECORDS):
        mappings.add_pages(2 * index, 2 * index, index, READ_WRITE)
        ranges.add_pages(2 * index, 2 * index)
    with client.open_vmm_channel(viommu_id=viommu_id) as channel:
        assert channel.map(DOMAIN, mappings).mapped_count == viommu.MAX_RECORDS
        found = list(client.domains.list_mappings(viommu_id=viommu_id, domain_id=DOMAIN))
        assert [item.range.first for item in found] == [2 * index * PAGE for index in range(viommu.MAX_RECORDS)]
        assert found[-1].output_address == (viommu.MAX_RECORDS - 1) * PAGE
        assert channel.unmap(DOMAIN, ranges).removed_mapping_count == viommu.MAX_RECORDS
    result = client.domains.map(viommu_id=viommu_id, domain_id=DOMAIN, records=bytes(mappings))
    assert result.mapped_count == viommu.MAX_RECORDS


def test_a_bitmap_becomes_ranges() -> None:
    part = ReadDirtyPagesResponse(first=0x1000, bitmap=bytes([0b1000_0110, 0, 0b0000_0001, 0b1000_0000]))
    ranges = [(found.first // 0x1000, (found.last + 1) // 0x1000) for found in ranges_of(part, 0x1000)]
    assert ranges == [(2, 4), (8, 9), (17, 18), (32, 33)]
    last = ReadDirtyPagesResponse(first=MAX64 - 0xFFF, bitmap=b"\x01")
    assert list(ranges_of(last, 0x1000)) == [IovaRange(first=MAX64 - 0xFFF, last=MAX64)]
    assert list(ranges_of(ReadDirtyPagesResponse(), 0x1000)) == []


def dirty_domain(client: viommu.ViommuClient, viommu_id: str) -> None:
    """Makes a domain whose dirty pages are recorded, and lets an endpoint write three of them."""
    boot(client, viommu_id, HOSTED)
    paging = DomainKind.DOMAIN_KIND_PAGING
    client.domains.create(viommu_id=viommu_id, domain_id=7, kind=paging, dirty_tracking=True)
    client.domains.replace(viommu_id=viommu_id, endpoint_id=ENDPOINT, domain_id=7)
    items = [mapping(index * PAGE, RAM + index * PAGE) for index in range(16)]
    client.domains.map(viommu_id=viommu_id, domain_id=7, items=items)
    client.domains.set_dirty_tracking(viommu_id=viommu_id, domain_id=7, enabled=True)
    for page, count in ((3, 2), (9, 1)):
        client.endpoints.issue_dma(
            viommu_id=viommu_id,
            endpoint_id=ENDPOINT,
            iova=page * PAGE,
            fill=DmaFill(pattern=b"x", length_bytes=count * PAGE),
            address_type=AddressType.ADDRESS_TYPE_UNTRANSLATED,
        )


def test_dirty_pages_are_read(client: viommu.ViommuClient, viommu_id: str) -> None:
    dirty_domain(client, viommu_id)
    kept = client.read_dirty_pages(viommu_id=viommu_id, domain_id=7, range=WHOLE, keep=True)
    assert sum(part.dirty_page_count for part in kept) == 3
    assert list(kept.addresses()) == [3 * PAGE, 4 * PAGE, 9 * PAGE]
    coarse = client.read_dirty_pages(viommu_id=viommu_id, domain_id=7, range=WHOLE, page_size_bytes=4 * PAGE, keep=True)
    assert list(coarse.ranges()) == [IovaRange(first=0, last=12 * PAGE - 1)]
    reading = client.read_dirty_pages(viommu_id=viommu_id, domain_id=7, range=WHOLE)
    ranges = [IovaRange(first=3 * PAGE, last=5 * PAGE - 1), IovaRange(first=9 * PAGE, last=10 * PAGE - 1)]
    assert list(reading.ranges()) == ranges
    assert list(reading) == []
    with pytest.raises(viommu.NotSupportedError) as raised:
        list(client.read_dirty_pages(viommu_id=viommu_id, domain_id=DOMAIN, range=WHOLE))
    assert raised.value.reason == "DIRTY_TRACKING_NOT_SUPPORTED"


async def test_dirty_pages_for_asyncio(server: Server, client: viommu.ViommuClient, viommu_id: str) -> None:
    dirty_domain(client, viommu_id)
    async with viommu.aio.connect(server.target) as connected:
        reading = connected.read_dirty_pages(viommu_id=viommu_id, domain_id=7, range=WHOLE, keep=True)
        assert [part.dirty_page_count async for part in reading] == [3]
        assert [address async for address in reading.addresses()] == [3 * PAGE, 4 * PAGE, 9 * PAGE]
        assert [found.first async for found in reading.ranges()] == [3 * PAGE, 9 * PAGE]


def test_guest_memory_is_read_and_written(client: viommu.ViommuClient, viommu_id: str) -> None:
    boot(client, viommu_id, HOSTED)
    data = bytes(range(256)) * 16
    client.memory.write(viommu_id=viommu_id, guest_address=RAM + 5, data=data)
    assert client.memory.read(viommu_id=viommu_id, guest_address=RAM + 5, length_bytes=len(data)).data == data
    with pytest.raises(viommu.ViommuError) as raised:
        client.memory.read(viommu_id=viommu_id, guest_address=MAX64, length_bytes=1)
    assert raised.value.reason == "MEMORY_NOT_ACCESSIBLE"


def test_a_mapping_is_made_anywhere(client: viommu.ViommuClient, viommu_id: str) -> None:
    boot(client, viommu_id, HOSTED)
    allowed = [IovaRange(first=1 << 63, last=(1 << 63) + (1 << 24) - 1)]
    client.domains.set_allowed_iova_ranges(viommu_id=viommu_id, domain_id=DOMAIN, ranges=allowed)
    made = client.domains.map_anywhere(
        viommu_id=viommu_id, domain_id=DOMAIN, length_bytes=PAGE, output_address=RAM, permissions=READ_WRITE
    ).mapping
    assert made.range.first == 1 << 63
    ranges = client.domains.get_iova_ranges(viommu_id=viommu_id, domain_id=DOMAIN)
    assert list(ranges.allowed) == allowed
    assert ranges.granule_bits == 12

"""Unary calls and lists against a real server."""

from __future__ import annotations

import asyncio
import math

import pytest

import viommu
import viommu.aio
from tests.guest import DOMAIN, ENDPOINT, boot, mapping
from tests.server import Server, running
from viommu.v1 import (
    AddressType,
    DmaRead,
    DmaStatus,
    DmaWrite,
    EndpointBackend,
    GetInfoRequest,
    IovaRange,
    Permissions,
    viommu_service_pb2_grpc,
)

HOSTED = EndpointBackend.ENDPOINT_BACKEND_HOSTED
MAX64 = 2**64 - 1


def test_a_call_takes_the_fields_of_its_request_and_returns_its_response(
    client: viommu.ViommuClient, viommu_id: str
) -> None:
    created = client.viommus.create(viommu_id=viommu_id).viommu
    found = client.viommus.get(viommu_id=viommu_id).viommu
    assert (found.config, found.incarnation) == (created.config, created.incarnation)
    assert client.viommus.reset(viommu_id=viommu_id).viommu.incarnation > created.incarnation
    client.viommus.delete(viommu_id=viommu_id)
    with pytest.raises(viommu.NotFoundError) as raised:
        client.viommus.get(viommu_id=viommu_id)
    assert raised.value.reason == "VIOMMU_NOT_FOUND"


def test_addresses_are_exact_up_to_the_last_one(client: viommu.ViommuClient, viommu_id: str) -> None:
    boot(client, viommu_id, HOSTED)
    last = mapping(MAX64 - 4095)
    assert client.domains.map(viommu_id=viommu_id, domain_id=DOMAIN, items=[last]).mapped_count == 1
    [found] = client.domains.list_mappings(viommu_id=viommu_id, domain_id=DOMAIN)
    assert found.range == IovaRange(first=MAX64 - 4095, last=MAX64)
    whole = IovaRange(first=0, last=MAX64)
    removed = client.domains.unmap(viommu_id=viommu_id, domain_id=DOMAIN, ranges=[whole])
    assert removed.removed_mapping_count == 1


def test_bytes_come_back_as_they_went(client: viommu.ViommuClient, viommu_id: str) -> None:
    boot(client, viommu_id, HOSTED)
    client.domains.map(viommu_id=viommu_id, domain_id=DOMAIN, items=[mapping(0x4000)])
    untranslated = AddressType.ADDRESS_TYPE_UNTRANSLATED
    data = bytes(range(256))
    written = client.endpoints.issue_dma(
        viommu_id=viommu_id,
        endpoint_id=ENDPOINT,
        iova=0x4000,
        write=DmaWrite(data=data),
        address_type=untranslated,
    )
    assert written.result.status == DmaStatus.DMA_STATUS_COMPLETED
    read = client.endpoints.issue_dma(
        viommu_id=viommu_id,
        endpoint_id=ENDPOINT,
        iova=0x4000,
        read=DmaRead(length_bytes=256),
        address_type=untranslated,
    )
    assert read.result.data == data


def test_a_fault_is_data(client: viommu.ViommuClient, viommu_id: str) -> None:
    boot(client, viommu_id, HOSTED)
    probe = client.domains.translate(
        viommu_id=viommu_id, endpoint_id=ENDPOINT, iova=0x9000, permissions=Permissions(read=True)
    )
    assert probe.HasField("fault")


def test_a_list_is_walked_page_by_page(client: viommu.ViommuClient, viommu_id: str) -> None:
    boot(client, viommu_id, HOSTED)
    items = [mapping(index * 0x2000) for index in range(7)]
    client.domains.map(viommu_id=viommu_id, domain_id=DOMAIN, items=items)
    page = client.domains.list_mappings_page(viommu_id=viommu_id, domain_id=DOMAIN, page_size=3)
    assert len(page.mappings) == 3
    assert page.next_page_token
    walked = client.domains.list_mappings(viommu_id=viommu_id, domain_id=DOMAIN, page_size=3)
    assert [found.range.first for found in walked] == [item.range.first for item in items]
    assert viommu_id in [found.viommu_id for found in client.viommus.list(page_size=1)]


def test_a_refusal_names_the_field(client: viommu.ViommuClient, viommu_id: str) -> None:
    boot(client, viommu_id, HOSTED)
    with pytest.raises(viommu.InvalidArgumentError) as raised:
        client.domains.map(viommu_id=viommu_id, domain_id=DOMAIN)
    assert (raised.value.reason, raised.value.field) == ("ITEMS_REQUIRED", "items")
    result = client.domains.map(viommu_id=viommu_id, domain_id=DOMAIN, items=[mapping(1)])
    error = viommu.error_of_refusal(result.failures[0])
    assert isinstance(error, viommu.InvalidArgumentError)
    assert error.reason == "ADDRESS_MISALIGNED"


def test_a_call_ends_at_its_deadline_or_at_that_of_the_client(server: Server, viommu_id: str) -> None:
    with viommu.connect(server.target, timeout=0.1) as hasty, viommu.connect(server.target) as client:
        boot(client, viommu_id, HOSTED)
        client.endpoints.update(viommu_id=viommu_id, endpoint_id=ENDPOINT, ats_enabled=True)
        client.endpoints.enable_pri(viommu_id=viommu_id, endpoint_id=ENDPOINT)
        # Waits for pages that nobody brings.
        with pytest.raises(viommu.DeadlineExceededError):
            hasty.endpoints.issue_dma(
                viommu_id=viommu_id, endpoint_id=ENDPOINT, iova=0x4000, read=DmaRead(length_bytes=1)
            )
        with pytest.raises(viommu.DeadlineExceededError):
            client.endpoints.issue_dma(
                viommu_id=viommu_id, endpoint_id=ENDPOINT, iova=0x4000, read=DmaRead(length_bytes=1), timeout=0.1
            )
        assert hasty.viommus.get(viommu_id=viommu_id, timeout=math.inf).viommu.viommu_id == viommu_id


def test_what_cannot_be_sent_is_not(client: viommu.ViommuClient, viommu_id: str) -> None:
    with pytest.raises(viommu.InvalidRequestError) as raised:
        client.endpoints.issue_dma(viommu_id=viommu_id, endpoint_id=-1)
    assert raised.value.field == "endpoint_id"
    with pytest.raises(viommu.InvalidRequestError, match="excludes read"):
        client.endpoints.issue_dma(viommu_id=viommu_id, read=DmaRead(), write=DmaWrite())


def test_a_listener_says_what_it_does_not_allow() -> None:
    with running("--listen", "127.0.0.1:0,allow=device") as server, viommu.connect(server.addresses[2]) as device:
        with pytest.raises(viommu.PermissionDeniedError) as raised:
            device.viommus.create(viommu_id="vm")
        assert raised.value.reason == "METHOD_NOT_ALLOWED_HERE"


def test_tcp_works_also_with_a_proxy_in_the_environment(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "grpc_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with viommu.connect(server.addresses[1]) as client:
        client.wait_for_ready(10)
        assert "viommu.v1" in client.viommus.get_info().api_packages


def test_the_generated_stubs_can_use_the_connection(client: viommu.ViommuClient) -> None:
    stub = viommu_service_pb2_grpc.ViommuServiceStub(client.channel)
    assert stub.GetInfo(GetInfoRequest()).server_version == client.viommus.get_info().server_version


def test_a_server_that_is_not_there_is_waited_for_and_then_not() -> None:
    with viommu.connect("unix:/nowhere/at/all") as client:
        with pytest.raises(viommu.DeadlineExceededError):
            client.wait_for_ready(0.2)
        with pytest.raises(viommu.UnavailableError) as raised:
            client.viommus.get_info()
        assert raised.value.reason is None


def test_a_client_that_was_closed_begins_nothing(client: viommu.ViommuClient) -> None:
    client.wait_for_ready(10)
    client.close()
    for begin in (
        client.viommus.get_info,
        lambda: client.wait_for_ready(1),
        lambda: client.watch_faults(viommu_id="vm"),
        lambda: client.open_vmm_channel(viommu_id="vm"),
        lambda: client.open_endpoint_channel(viommu_id="vm"),
    ):
        with pytest.raises(viommu.CallCancelledError, match="closed"):
            begin()
    client.close()


async def test_the_same_for_asyncio(server: Server, viommu_id: str) -> None:
    async with viommu.aio.connect(server.target) as client:
        await client.wait_for_ready(10)
        created = await client.viommus.create(viommu_id=viommu_id)
        assert created.viommu.viommu_id == viommu_id
        for domain_id in (3, 1, 2):
            await client.domains.create(viommu_id=viommu_id, domain_id=domain_id)
        listed = [domain.domain_id async for domain in client.domains.list(viommu_id=viommu_id, page_size=1)]
        assert listed == [1, 2, 3]
        with pytest.raises(viommu.AlreadyExistsError) as raised:
            await client.domains.create(viommu_id=viommu_id, domain_id=1)
        assert raised.value.reason == "DOMAIN_EXISTS"
        calls = [client.domains.get(viommu_id=viommu_id, domain_id=1) for _ in range(50)]
        assert {response.domain.domain_id for response in await asyncio.gather(*calls)} == {1}
    with pytest.raises(viommu.CallCancelledError):
        await client.viommus.get_info()


async def test_deadlines_for_asyncio(server: Server) -> None:
    async with viommu.aio.connect("unix:/nowhere/at/all", timeout=0.1) as client:
        with pytest.raises(viommu.DeadlineExceededError):
            await client.wait_for_ready(0.1)
        with pytest.raises(viommu.UnavailableError):
            await client.viommus.get_info()
    async with viommu.aio.connect(server.addresses[1]) as client:
        info = asyncio.ensure_future(client.viommus.get_info())
        await asyncio.sleep(0)
        info.cancel()
        with pytest.raises(asyncio.CancelledError):
            await info
        assert (await client.viommus.get_info()).server_version

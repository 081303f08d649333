"""A VMM's channel against a real server, for threads and for asyncio."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from typing import TypeVar

import pytest

import viommu
import viommu.aio
from tests.guest import COOKIE, DOMAIN, ENDPOINT, RAM, boot, enable, mapping, resolution, wanted
from tests.server import Proxy, Server
from viommu import Outcomes, Reconnect, Refused, Reports, Resumed
from viommu.v1 import (
    AddressType,
    ClosingReason,
    DmaRead,
    DomainSubscription,
    EndpointBackend,
    InvalidateDeviceTlb,
    InvalidationEntry,
    IovaRange,
    OperationOutcome,
    PageRequestGroup,
    PageResponse,
    PageResponseCode,
    PageResponseOutcome,
    ReportSelection,
    ResumeOutcome,
    Role,
)

HOSTED = EndpointBackend.ENDPOINT_BACKEND_HOSTED
SUCCESS = PageResponseCode.PAGE_RESPONSE_CODE_SUCCESS
PATIENCE = 10.0

Item = TypeVar("Item")


@pytest.fixture
def guest(client: viommu.ViommuClient, viommu_id: str) -> str:
    """A vIOMMU with a hosted endpoint that may send page requests."""
    boot(client, viommu_id, HOSTED)
    enable(client, viommu_id)
    return viommu_id


def submit(client: viommu.ViommuClient, viommu_id: str, *prgis: int) -> None:
    """Lets the endpoint ask for pages, one group each."""
    items = [wanted(prgi * 0x1000, prgi) for prgi in prgis]
    result = client.endpoints.submit_page_requests(viommu_id=viommu_id, endpoint_id=ENDPOINT, items=items)
    assert result.accepted_count == len(prgis)


def next_groups(channel: viommu.VmmChannel, count: int, patience: float = PATIENCE) -> list[PageRequestGroup]:
    """Returns the next groups that come; takes what comes before them."""
    groups: list[PageRequestGroup] = []
    while len(groups) < count:
        item = channel.receive(patience)
        assert item is not None, "the channel has ended"
        if isinstance(item, Reports):
            groups += [report.page_request_group for report in item.reports if report.HasField("page_request_group")]
    assert len(groups) == count
    return groups


def next_group(channel: viommu.VmmChannel, patience: float = PATIENCE) -> PageRequestGroup:
    """Returns the next group that comes; takes what comes before it."""
    return next_groups(channel, 1, patience)[0]


def next_of(channel: viommu.VmmChannel, kind: type[Item]) -> Item:
    """Returns the next item of a kind; takes what comes before it."""
    while True:
        item = channel.receive(PATIENCE)
        assert item is not None, "the channel has ended"
        if isinstance(item, kind):
            return item


def drain(channel: viommu.VmmChannel) -> None:
    """Takes whatever comes, until the end."""
    while channel.receive(PATIENCE) is not None:
        pass


def until_lost(channel: viommu.VmmChannel) -> None:
    """Asks until the channel has noticed that its connection is lost."""
    with contextlib.suppress(viommu.ConnectionLostError):
        while True:
            channel.respond([PageResponse(group_cookie=1, code=SUCCESS)], timeout=PATIENCE)


def test_a_group_comes_with_its_device_and_is_resolved(client: viommu.ViommuClient, guest: str) -> None:
    with client.open_vmm_channel(viommu_id=guest) as channel:
        assert channel.opened.controlled_domain_ids == [DOMAIN]
        submit(client, guest, 4)
        group = next_group(channel)
        assert (group.device_cookie, group.endpoint_id, group.domain_id, group.prgi) == (COOKIE, ENDPOINT, DOMAIN, 4)
        assert not group.HasField("pasid")
        assert group.pages[0].iova == 0x4000
        assert channel.resolve([resolution(group)]).sent_count == 1
        result = channel.respond([PageResponse(group_cookie=group.group_cookie, code=SUCCESS)])
        assert result.results[0].outcome == PageResponseOutcome.PAGE_RESPONSE_OUTCOME_ALREADY_ANSWERED
    assert channel.closing is not None
    assert channel.closing.reason == ClosingReason.CLOSING_REASON_CLIENT_DONE
    assert channel.end_of_stream is not None
    with pytest.raises(viommu.ConnectionLostError) as raised:
        channel.respond([])
    assert not raised.value.sent


def test_the_loop_takes_groups_and_makes_requests(client: viommu.ViommuClient, guest: str) -> None:
    with client.open_vmm_channel(viommu_id=guest) as channel:
        submit(client, guest, *range(20))
        answered = 0
        for item in channel:
            assert isinstance(item, Reports)
            groups = [report.page_request_group for report in item.reports if report.HasField("page_request_group")]
            if groups:
                answered += channel.resolve(map(resolution, groups)).sent_count
            if answered == 20:
                break
        statistics = client.faults.get_statistics(viommu_id=guest).statistics
        assert statistics.answered_group_count == 20


def test_answers_without_waiting_tell_only_what_is_unusual(client: viommu.ViommuClient, guest: str) -> None:
    with client.open_vmm_channel(viommu_id=guest) as channel:
        submit(client, guest, 1)
        cookie = next_group(channel).group_cookie
        channel.answer([PageResponse(group_cookie=cookie, code=SUCCESS)])
        channel.answer([PageResponse(group_cookie=cookie, code=SUCCESS)])
        outcomes = next_of(channel, Outcomes).result
        [result] = outcomes.results
        assert result.outcome == PageResponseOutcome.PAGE_RESPONSE_OUTCOME_ALREADY_ANSWERED
        channel.answer([])
        assert next_of(channel, Refused).error.reason == "ITEMS_REQUIRED"


def test_map_unmap_and_invalidate(client: viommu.ViommuClient, guest: str) -> None:
    with client.open_vmm_channel(viommu_id=guest) as channel:
        assert channel.map(DOMAIN, [mapping(0), mapping(0x1000)]).mapped_count == 2
        unmapped = channel.unmap(DOMAIN, [IovaRange(first=0, last=0xFFF)])
        assert unmapped.removed_mapping_count == 1
        assert unmapped.operation.outcome == OperationOutcome.OPERATION_OUTCOME_COMPLETED
        entry = InvalidationEntry(device_tlb=InvalidateDeviceTlb(endpoint_id=ENDPOINT))
        assert channel.invalidate([entry]).completed_count == 1
        with pytest.raises(viommu.NotFoundError) as raised:
            channel.map(77, [mapping(0)])
        assert raised.value.reason == "DOMAIN_NOT_FOUND"
        assert channel.map(DOMAIN, [mapping(0x5000)]).mapped_count == 1


def test_credits_hold_groups_back(client: viommu.ViommuClient, guest: str) -> None:
    with client.open_vmm_channel(viommu_id=guest, credits=0) as channel:
        submit(client, guest, 1, 2)
        # A result comes after what was there before it.
        channel.map(DOMAIN, [mapping(0x9000)])
        with pytest.raises(viommu.DeadlineExceededError):
            next_group(channel, 0.1)
        channel.set_credits(1)
        first = next_group(channel)
        with pytest.raises(TimeoutError):
            next_group(channel, 0.1)
        channel.resolve([resolution(first)])
        assert next_group(channel).prgi == 2
        channel.set_credits(70_000)
        assert next_of(channel, Refused).error.reason == "CREDITS_OUT_OF_RANGE"


def test_many_threads_have_requests_outstanding(client: viommu.ViommuClient, guest: str) -> None:
    mapped: list[int] = []
    with client.open_vmm_channel(viommu_id=guest) as channel:

        def work(worker: int) -> None:
            for index in range(50):
                iova = (worker * 50 + index) * 0x1000
                mapped.append(channel.map(DOMAIN, [mapping(iova)], timeout=PATIENCE).mapped_count)

        threads = [threading.Thread(target=work, args=(worker,)) for worker in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert mapped == [1] * 400
    assert client.domains.get(viommu_id=guest, domain_id=DOMAIN).domain.mapping_count == 400


def test_a_second_controller_is_refused_or_takes_over(client: viommu.ViommuClient, guest: str) -> None:
    first = client.open_vmm_channel(viommu_id=guest)
    only = ReportSelection(domains=[DomainSubscription(domain_id=DOMAIN)])
    for selection, metadata in ((None, {}), (only, {"domain_id": str(DOMAIN)})):
        with pytest.raises(viommu.FailedPreconditionError) as raised:
            client.open_vmm_channel(viommu_id=guest, selection=selection)
        assert raised.value.reason == "CONTROLLER_EXISTS"
        assert raised.value.metadata.items() >= metadata.items()
    submit(client, guest, 1)
    cookie = next_group(first).group_cookie
    take_over = ReportSelection(domains=[DomainSubscription(domain_id=DOMAIN, take_over=True)])
    with client.open_vmm_channel(viommu_id=guest, selection=take_over) as second:
        drain(first)
        assert first.closing is not None
        assert first.closing.reason == ClosingReason.CLOSING_REASON_TAKEN_OVER
        group = next_group(second)
        assert (group.group_cookie, group.redelivery) == (cookie, True)


def test_an_observer_watches(client: viommu.ViommuClient, guest: str) -> None:
    observer = ReportSelection(domains=[DomainSubscription(role=Role.ROLE_OBSERVER)])
    with (
        client.open_vmm_channel(viommu_id=guest) as channel,
        client.open_vmm_channel(viommu_id=guest, selection=observer) as watching,
    ):
        submit(client, guest, 1)
        assert next_group(watching).group_cookie == next_group(channel).group_cookie


@pytest.mark.parametrize("ends", ["reset", "delete"])
def test_the_end_of_the_viommu_is_the_end_of_the_loop(client: viommu.ViommuClient, guest: str, ends: str) -> None:
    channel = client.open_vmm_channel(viommu_id=guest)
    if ends == "reset":
        client.viommus.reset(viommu_id=guest)
    else:
        client.viommus.delete(viommu_id=guest)
    drain(channel)
    assert channel.closing is not None
    expected = "CLOSING_REASON_RESET" if ends == "reset" else "CLOSING_REASON_VIOMMU_DELETED"
    assert ClosingReason.Name(channel.closing.reason) == expected
    assert channel.end_of_stream == viommu.StreamEnd(closing=channel.closing)


def test_after_a_loss_it_goes_on_and_what_was_not_answered_comes_again(
    client: viommu.ViommuClient, proxy: Proxy, guest: str, quick: Reconnect
) -> None:
    with (
        viommu.connect(proxy.target) as through,
        through.open_vmm_channel(viommu_id=guest, reconnect=quick) as channel,
    ):
        submit(client, guest, 1, 2)
        first, second = next_groups(channel, 2)
        assert channel.resolve([resolution(first)]).sent_count == 1
        proxy.refuse(True)
        submit(client, guest, 3)
        until_lost(channel)
        proxy.refuse(False)
        resumed = next_of(channel, Resumed)
        assert resumed.outcome == ResumeOutcome.RESUME_OUTCOME_RESUMED
        groups = next_groups(channel, 2)
        assert [group.prgi for group in groups] == [2, 3]
        assert (groups[0].group_cookie, groups[0].redelivery) == (second.group_cookie, True)
        assert channel.resolve(map(resolution, groups)).sent_count == 2


def test_a_server_that_falls_silent_is_left(
    client: viommu.ViommuClient, proxy: Proxy, guest: str, quick: Reconnect
) -> None:
    with (
        viommu.connect(proxy.target) as through,
        through.open_vmm_channel(viommu_id=guest, reconnect=quick, heartbeat_interval_ms=250) as channel,
    ):
        proxy.silence(True)
        begin = time.monotonic()
        with pytest.raises(viommu.ConnectionLostError) as raised:
            channel.map(DOMAIN, [mapping(0)], timeout=PATIENCE)
        assert raised.value.sent
        assert time.monotonic() - begin > 0.2
        proxy.silence(False)
        next_of(channel, Resumed)


def test_a_loss_is_the_end_where_that_is_wanted(client: viommu.ViommuClient, proxy: Proxy, guest: str) -> None:
    with viommu.connect(proxy.target) as through:
        channel = through.open_vmm_channel(viommu_id=guest, reconnect=False)
        proxy.cut()
        with pytest.raises(viommu.UnavailableError):
            drain(channel)
        assert channel.receive(PATIENCE) is None


def test_a_viommu_that_is_gone_meanwhile_ends_the_channel(
    client: viommu.ViommuClient, proxy: Proxy, guest: str, quick: Reconnect
) -> None:
    with viommu.connect(proxy.target) as through:
        channel = through.open_vmm_channel(viommu_id=guest, reconnect=quick)
        proxy.refuse(True)
        client.viommus.delete(viommu_id=guest)
        proxy.refuse(False)
        with pytest.raises(viommu.NotFoundError) as raised:
            drain(channel)
        assert raised.value.reason == "VIOMMU_NOT_FOUND"


def test_a_wait_ends_in_time_and_the_request_goes_on(client: viommu.ViommuClient, guest: str) -> None:
    boot_virtual = f"{guest}-virtual"
    boot(client, boot_virtual, HOSTED, virtual=True)
    with client.open_vmm_channel(viommu_id=boot_virtual) as channel:
        with pytest.raises(viommu.DeadlineExceededError):
            channel.receive(0.05)
        with pytest.raises(viommu.DeadlineExceededError):
            channel.end(0.0)
        assert channel.end(PATIENCE).closing is not None


def test_a_client_that_is_closed_ends_its_channels(server: Server, guest: str) -> None:
    other = viommu.connect(server.target)
    channel = other.open_vmm_channel(viommu_id=guest)
    waiting: list[object] = []
    thread = threading.Thread(target=lambda: waiting.extend(channel))
    thread.start()
    other.close()
    thread.join(PATIENCE)
    assert not thread.is_alive()
    assert channel.end_of_stream == viommu.StreamEnd()


def test_leaving_with_an_error_cancels(client: viommu.ViommuClient, guest: str) -> None:
    with pytest.raises(RuntimeError, match="mine"), client.open_vmm_channel(viommu_id=guest) as channel:
        raise RuntimeError("mine")
    drain(channel)
    assert channel.end_of_stream == viommu.StreamEnd()


async def test_the_same_for_asyncio(server: Server, client: viommu.ViommuClient, guest: str) -> None:
    async with (
        viommu.aio.connect(server.target) as connected,
        await connected.open_vmm_channel(viommu_id=guest) as channel,
    ):
        read = DmaRead(length_bytes=8)
        dma = asyncio.ensure_future(
            connected.endpoints.issue_dma(
                viommu_id=guest,
                endpoint_id=ENDPOINT,
                iova=0x4000,
                address_type=AddressType.ADDRESS_TYPE_AUTOMATIC,
                read=read,
            )
        )
        async for item in channel:
            assert isinstance(item, Reports)
            groups = [report.page_request_group for report in item.reports if report.HasField("page_request_group")]
            if groups:
                assert groups[0].device_cookie == COOKIE
                assert (await channel.resolve(map(resolution, groups))).sent_count == 1
                break
        assert (await dma).result.data == bytes(8)
        maps = [channel.map(DOMAIN, [mapping(0x10_0000 + index * 0x1000, RAM)]) for index in range(100)]
        assert sum(result.mapped_count for result in await asyncio.gather(*maps)) == 100


async def test_a_loss_for_asyncio(client: viommu.ViommuClient, proxy: Proxy, guest: str, quick: Reconnect) -> None:
    async with (
        viommu.aio.connect(proxy.target) as through,
        await through.open_vmm_channel(viommu_id=guest, reconnect=quick) as channel,
    ):
        submit(client, guest, 1)
        cookies: list[int] = []
        while not cookies:
            item = await channel.receive()
            if isinstance(item, Reports):
                cookies = [report.page_request_group.group_cookie for report in item.reports]
        proxy.cut()
        redelivered: list[PageRequestGroup] = []
        while not redelivered:
            item = await channel.receive()
            if isinstance(item, Reports):
                records = [report.page_request_group for report in item.reports]
                redelivered = [group for group in records if group.group_cookie]
        assert (redelivered[0].group_cookie, redelivered[0].redelivery) == (cookies[0], True)
        assert (await channel.resolve([resolution(redelivered[0])])).sent_count == 1

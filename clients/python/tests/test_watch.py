"""Streams that go one way, against a real server."""

from __future__ import annotations

import threading

import pytest

import viommu
import viommu.aio
from tests.guest import DOMAIN, ENDPOINT, boot, enable, wanted
from tests.server import Server
from viommu import Opened, Quiet, Reports, Skipped
from viommu.v1 import (
    ClosingReason,
    EndpointBackend,
    PageResponseCode,
    ReportSelection,
)

HOSTED = EndpointBackend.ENDPOINT_BACKEND_HOSTED


@pytest.fixture
def guest(client: viommu.ViommuClient, viommu_id: str) -> str:
    """A vIOMMU with a hosted endpoint that may send page requests."""
    boot(client, viommu_id, HOSTED)
    enable(client, viommu_id)
    return viommu_id


def submit(client: viommu.ViommuClient, viommu_id: str, prgi: int) -> None:
    """Lets the endpoint ask for a page."""
    items = [wanted(0x4000, prgi)]
    client.endpoints.submit_page_requests(viommu_id=viommu_id, endpoint_id=ENDPOINT, items=items)


def test_reports_come_in_order_then_the_reason_of_the_end_and_where_to_go_on(
    client: viommu.ViommuClient, guest: str
) -> None:
    watch = client.watch_faults(viommu_id=guest, heartbeat_interval_ms=100)
    opened = next(watch)
    assert isinstance(opened, Opened)
    assert watch.resume_point is not None
    assert watch.resume_point.sequence == opened.opened.next_sequence - 1
    submit(client, guest, 1)
    item = next(watch)
    while isinstance(item, Quiet):
        item = next(watch)
    assert isinstance(item, Reports)
    assert item.reports[0].page_request_group.domain_id == DOMAIN
    while not isinstance(next(watch), Quiet):
        pass
    point = watch.resume_point
    submit(client, guest, 2)
    client.viommus.reset(viommu_id=guest)
    rest = [found for found in watch if isinstance(found, Reports)]
    assert watch.closing is not None
    assert watch.closing.reason == ClosingReason.CLOSING_REASON_RESET
    assert rest
    assert watch.resume_point.sequence > point.sequence
    with client.watch_faults(viommu_id=guest, selection=ReportSelection(resume=point)) as again:
        first = next(again)
        assert isinstance(first, Opened)
        assert first.opened.epoch == point.epoch + 1 or first.opened.epoch != point.epoch


def test_what_a_filter_leaves_out_is_said(client: viommu.ViommuClient, guest: str) -> None:
    with client.watch_faults(viommu_id=guest, selection=ReportSelection(exclude_events=True)) as watch:
        assert isinstance(next(watch), Opened)
        client.endpoints.disable_pri(viommu_id=guest, endpoint_id=ENDPOINT)
        assert isinstance(next(watch), Skipped)


def test_a_refusal_is_raised_by_the_loop(client: viommu.ViommuClient, viommu_id: str) -> None:
    with pytest.raises(viommu.NotFoundError) as raised:
        next(client.watch_faults(viommu_id=viommu_id))
    assert raised.value.reason == "VIOMMU_NOT_FOUND"
    boot(client, viommu_id)
    with pytest.raises(viommu.NotFoundError) as raised:
        next(client.watch_endpoint(viommu_id=viommu_id, endpoint_id=77))
    assert raised.value.reason == "ENDPOINT_NOT_FOUND"


def test_cancelling_ends_a_loop_on_another_thread(client: viommu.ViommuClient, guest: str) -> None:
    watch = client.watch_faults(viommu_id=guest)
    opened = threading.Event()
    kinds: list[type] = []

    def read() -> None:
        for item in watch:
            kinds.append(type(item))
            opened.set()

    thread = threading.Thread(target=read)
    thread.start()
    opened.wait(10)
    watch.cancel()
    thread.join(10)
    assert not thread.is_alive()
    assert kinds == [Opened]


def test_an_endpoint_is_watched(client: viommu.ViommuClient, guest: str) -> None:
    with client.watch_endpoint(viommu_id=guest, endpoint_id=ENDPOINT) as watch:
        assert next(watch).opened.endpoint_id == ENDPOINT
        invalid = PageResponseCode.PAGE_RESPONSE_CODE_INVALID_REQUEST
        client.faults.send_page_response(viommu_id=guest, endpoint_id=ENDPOINT, prgi=511, code=invalid)
        while True:
            message = next(watch)
            if message.WhichOneof("payload") == "page_response":
                break
        assert (message.page_response.prgi, message.page_response.code) == (511, invalid)
        client.viommus.delete(viommu_id=guest)
        assert "closing" not in [rest.WhichOneof("payload") for rest in watch]
        assert watch.closing is not None
        assert watch.closing.reason == ClosingReason.CLOSING_REASON_VIOMMU_DELETED


async def test_the_same_for_asyncio(server: Server, client: viommu.ViommuClient, guest: str) -> None:
    async with viommu.aio.connect(server.target) as connected:
        async with connected.watch_faults(viommu_id=guest) as watch:
            async for item in watch:
                if isinstance(item, Opened):
                    submit(client, guest, 1)
                elif isinstance(item, Reports):
                    assert item.reports[0].HasField("page_request_group")
                    break
            assert watch.resume_point is not None
        assert [item async for item in watch] == []
        endpoint = connected.watch_endpoint(viommu_id=guest, endpoint_id=ENDPOINT)
        assert (await endpoint.__anext__()).HasField("opened")
        client.viommus.delete(viommu_id=guest)
        assert [message async for message in endpoint if message.HasField("opened")] == []
        assert endpoint.closing is not None
        with pytest.raises(viommu.NotFoundError):
            await connected.watch_faults(viommu_id=guest).__anext__()

"""A device model's channel where a real server does what is asked only by chance."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import grpc
import pytest

import viommu
import viommu.aio
from tests.device import PAGES, device, refused, response, settle, taken
from tests.scripted import scripted
from viommu.v1 import (
    AddressType,
    ClosedGroup,
    Closing,
    ClosingReason,
    DmaResult,
    EndpointChanged,
    EndpointChangeKind,
    EndpointChannelResponse,
    EndpointLost,
    InvalidationRequest,
    IovaRange,
    ItemResult,
    OnError,
    PageRequest,
    PageRequestItem,
    Permissions,
    ResponseEffect,
    SubmitPageRequestsResponse,
    TranslationCompletion,
    TranslationEntry,
)

MAX64 = 2**64 - 1
TAKEN = SubmitPageRequestsResponse(accepted_count=2, closed_groups=[ClosedGroup(index=1, group_cookie=7)])


def invalidation(itag: int) -> EndpointChannelResponse:
    request = InvalidationRequest(itag=itag, range=IovaRange(first=0, last=MAX64))
    return EndpointChannelResponse(endpoint_id=1, invalidation_request=request)


def changed(kind: EndpointChangeKind.ValueType) -> EndpointChannelResponse:
    return EndpointChannelResponse(endpoint_id=1, changed=EndpointChanged(change=kind))


def started(*waits: Awaitable[Any]) -> list[asyncio.Future[Any]]:
    return [asyncio.ensure_future(wait) for wait in waits]


async def test_hello_takes_an_endpoint_and_one_channel_may_have_many() -> None:
    async with device() as (_, channel, endpoint, peer):
        [hello] = started(channel.hello(2, take_over=True))
        request = await peer.expect()
        assert (request.endpoint_id, request.hello.viommu_id, request.hello.take_over) == (2, "vm", True)
        assert request.hello.WhichOneof("mode") == "reset"
        peer.send(taken(request.tag, endpoint_id=2, generation=9))
        second = await hello
        assert (endpoint.endpoint_id, second.endpoint_id) == (1, 2)
        assert second.opened.endpoint_generation == 9
        assert second.resume_point == viommu.EndpointResumePoint(9, 0)
        assert second.resumed is None


async def test_a_stream_that_is_refused_says_why() -> None:
    async with scripted() as server, viommu.aio.connect(server.target) as client:
        channel = client.open_endpoint_channel(viommu_id="vm", heartbeat_interval_ms=250)
        [hello] = started(channel.hello(1))
        peer = await server.next_endpoint()
        assert (await peer.expect()).hello.heartbeat_interval_ms == 250
        assert peer.metadata["viommu-id"] == "vm"
        peer.fail(grpc.StatusCode.NOT_FOUND, "no", "VIOMMU_NOT_FOUND")
        with pytest.raises(viommu.NotFoundError) as raised:
            await hello
        assert raised.value.reason == "VIOMMU_NOT_FOUND"
        assert viommu.is_reason((await channel.closed()).error, "VIOMMU_NOT_FOUND")


async def test_dma_and_translations_carry_exact_addresses_and_get_their_own_results() -> None:
    async with device() as (_, _, endpoint, peer):
        waits = started(
            endpoint.dma_read(MAX64, 1, pasid=0, queue_tag=0),
            endpoint.dma_write(0, b"x", address_type=AddressType.ADDRESS_TYPE_TRANSLATED),
            endpoint.translate(MAX64 - 4095, 1, Permissions(read=True), pasid=5),
        )
        read, write, translate = [await peer.expect() for _ in waits]
        assert (read.dma.address, read.dma.read.length_bytes, read.dma.pasid) == (MAX64, 1, 0)
        assert read.dma.HasField("pasid")
        assert read.dma.HasField("queue_tag")
        assert (write.dma.write.data, write.dma.HasField("pasid")) == (b"x", False)
        assert write.dma.address_type == AddressType.ADDRESS_TYPE_TRANSLATED
        assert (translate.translation_request.iova, translate.translation_request.pasid) == (MAX64 - 4095, 5)
        entry = TranslationEntry(output_address=MAX64 - 4095)
        peer.send(
            EndpointChannelResponse(tag=write.tag, endpoint_id=1, dma_result=DmaResult(transferred_bytes=1)),
            EndpointChannelResponse(
                tag=translate.tag, endpoint_id=1, translation_completion=TranslationCompletion(entries=[entry])
            ),
            EndpointChannelResponse(tag=read.tag, endpoint_id=1, dma_result=DmaResult(data=b"y")),
        )
        results = await asyncio.gather(*waits)
        assert results[0].data == b"y"
        assert results[1].transferred_bytes == 1
        assert results[2].entries[0].output_address == MAX64 - 4095


async def test_a_group_is_closed_by_its_last_page_and_answered_by_its_index_and_pasid() -> None:
    seen: list[int] = []
    async with device(on_page_response=lambda answer: seen.append(answer.raw_code)) as (_, _, endpoint, peer):
        waits = started(
            endpoint.request_pages(prgi=4, pasid=9, pages=PAGES, queue_tag=2, length_hint_bytes=MAX64),
            endpoint.request_pages(prgi=4, pages=PAGES[1:]),
            endpoint.request_pages(prgi=5, pasid=1, pages=PAGES),
        )
        sent = [await peer.expect() for _ in waits]
        assert sent[0].page_requests.on_error == OnError.ON_ERROR_STOP
        first, last = sent[0].page_requests.items
        assert (first.iova, first.prgi, first.pasid, first.last) == (0x1000, 4, 9, False)
        assert not first.HasField("queue_tag")
        assert (last.iova, last.last, last.queue_tag, last.length_hint_bytes) == (0x2000, True, 2, MAX64)
        # Before the results of the submissions; one without PASID goes to the older group of its index.
        peer.send(
            response(prgi=5, pasid=1, raw_code=10),
            response(prgi=4, raw_code=11, injected=True),
            response(prgi=4, raw_code=12),
            response(prgi=4, raw_code=13),
        )
        for request in sent:
            peer.send(EndpointChannelResponse(tag=request.tag, endpoint_id=1, page_requests_result=TAKEN))
        assert [answer.raw_code for answer in await asyncio.gather(*waits)] == [12, 13, 10]
        assert seen == [10, 11, 12, 13]


async def test_a_response_that_did_nothing_or_ends_a_stall_answers_no_group() -> None:
    async with device() as (_, _, endpoint, peer):
        [wait] = started(endpoint.request_pages(prgi=0, pasid=9, pages=PAGES))
        request = await peer.expect()
        peer.send(EndpointChannelResponse(tag=request.tag, endpoint_id=1, page_requests_result=TAKEN))
        peer.send(response(prgi=0, raw_code=0, effect=ResponseEffect.RESPONSE_EFFECT_UNEXPECTED))
        peer.send(response(prgi=0, raw_code=1, effect=ResponseEffect.RESPONSE_EFFECT_IGNORED))
        peer.send(response(prgi=0, raw_code=2, effect=ResponseEffect.RESPONSE_EFFECT_STALL_RETRIED, stall_tag=3))
        peer.send(response(prgi=0, raw_code=3, effect=ResponseEffect.RESPONSE_EFFECT_RETRY))
        assert (await wait).raw_code == 3


@pytest.mark.parametrize(
    "result",
    [
        SubmitPageRequestsResponse(closed_groups=[ClosedGroup(index=1, rule="R-AUTO-31", unanswered=True)]),
        SubmitPageRequestsResponse(accepted_count=1),
    ],
)
async def test_pages_that_nothing_will_answer_are_not_waited_for(result: SubmitPageRequestsResponse) -> None:
    async with device() as (_, _, endpoint, peer):
        [wait] = started(endpoint.request_pages(prgi=4, pages=PAGES))
        request = await peer.expect()
        peer.send(EndpointChannelResponse(tag=request.tag, endpoint_id=1, page_requests_result=result))
        with pytest.raises(viommu.AbortedError) as raised:
            await wait
        assert raised.value.reason == "PAGE_REQUEST_UNANSWERED"


async def test_page_requests_may_be_what_they_must_not_be_and_a_stop_marker() -> None:
    async with device() as (_, _, endpoint, peer):
        waits = started(
            endpoint.submit_page_requests([PageRequestItem(prgi=5)], allow_violation=True),
            endpoint.request_pages(prgi=4, pages=PAGES, allow_violation=True),
            endpoint.send_stop_marker(9, prgi=2),
        )
        sent = [await peer.expect() for _ in waits]
        assert [request.page_requests.allow_violation for request in sent] == [True, True, False]
        [marker] = sent[2].page_requests.items
        assert (marker.prgi, marker.pasid, marker.last, marker.permissions) == (2, 9, True, Permissions())
        assert marker.HasField("permissions")
        for request in sent:
            peer.send(EndpointChannelResponse(tag=request.tag, endpoint_id=1, page_requests_result=TAKEN))
        peer.send(response(prgi=4))
        await asyncio.gather(*waits)


async def test_a_refused_page_raises_and_its_index_can_be_used_again() -> None:
    async with device() as (_, _, endpoint, peer):
        [wait] = started(endpoint.request_pages(prgi=4, pages=PAGES))
        request = await peer.expect()
        failure = ItemResult(index=0, code=8, reason="PRI_CREDITS_EXHAUSTED", message="wait")
        result = SubmitPageRequestsResponse(failures=[failure], not_executed_count=1)
        peer.send(EndpointChannelResponse(tag=request.tag, endpoint_id=1, page_requests_result=result))
        with pytest.raises(viommu.LimitError) as raised:
            await wait
        assert raised.value.reason == "PRI_CREDITS_EXHAUSTED"
        [wait] = started(endpoint.request_pages(prgi=4, pages=PAGES))
        await peer.expect()
        peer.send(response(prgi=4, raw_code=1))
        assert (await wait).raw_code == 1
        with pytest.raises(viommu.InvalidRequestError):
            await endpoint.request_pages(prgi=-1, pages=PAGES)


async def test_groups_are_forgotten_with_a_reset_and_not_when_pri_is_only_disabled() -> None:
    seen: list[int] = []
    async with device(on_changed=lambda change: seen.append(change.change)) as (_, _, endpoint, peer):
        [wait] = started(endpoint.request_pages(prgi=4, pages=PAGES))
        await peer.expect()
        peer.send(changed(EndpointChangeKind.ENDPOINT_CHANGE_KIND_PRI_DISABLED))
        await settle()
        assert not wait.done()
        peer.send(changed(EndpointChangeKind.ENDPOINT_CHANGE_KIND_PRI_RESET))
        with pytest.raises(viommu.AbortedError) as raised:
            await wait
        assert raised.value.reason == "PAGE_REQUEST_FORGOTTEN"
        assert seen == [
            EndpointChangeKind.ENDPOINT_CHANGE_KIND_PRI_DISABLED,
            EndpointChangeKind.ENDPOINT_CHANGE_KIND_PRI_RESET,
        ]


async def test_invalidations_are_completed_when_the_handler_is_done_each_for_itself() -> None:
    done = {1: asyncio.Event(), 2: asyncio.Event()}

    def on_invalidation(request: InvalidationRequest) -> Awaitable[Any] | None:
        assert request.range.last == MAX64
        return done[request.itag].wait() if request.itag in done else None

    async with device(on_invalidation=on_invalidation) as (_, _, _, peer):
        peer.send(invalidation(1), invalidation(2), invalidation(3))
        assert (await peer.expect()).invalidation_completion.itags == [3]
        done[2].set()
        assert (await peer.expect()).invalidation_completion.itags == [2]
        done[1].set()
        assert (await peer.expect()).invalidation_completion.itags == [1]


async def test_invalidations_are_completed_at_once_without_a_handler() -> None:
    async with device() as (_, _, _, peer):
        peer.send(invalidation(7))
        assert (await peer.expect()).invalidation_completion.itags == [7]


async def test_invalidations_are_completed_by_hand_when_told_so() -> None:
    seen: list[int] = []
    refusals: list[str | None] = []
    async with device(
        manual_completion=True,
        on_invalidation=lambda request: seen.append(request.itag),
        on_refused=lambda error: refusals.append(error.reason),
    ) as (_, _, endpoint, peer):
        peer.send(invalidation(8), invalidation(9))
        await settle()
        assert seen == [8, 9]
        endpoint.complete_invalidation([9, 8])
        request = await peer.expect()
        assert request.invalidation_completion.itags == [9, 8]
        peer.send(refused(request.tag, "ENDPOINT_NOT_OPEN"))
        await settle()
        assert refusals == ["ENDPOINT_NOT_OPEN"]


@pytest.mark.parametrize(
    "how",
    [
        lambda wait: wait,
        lambda wait: asyncio.wait_for(wait, 10),
        lambda wait: asyncio.gather(asyncio.wait_for(wait, 10)),
    ],
)
async def test_a_translation_is_known_before_the_invalidation_that_removes_it(
    how: Callable[[Awaitable[TranslationCompletion]], Awaitable[object]],
) -> None:
    order: list[str] = []
    async with device(on_invalidation=lambda _: order.append("invalidation")) as (_, _, endpoint, peer):

        async def translate() -> None:
            await how(endpoint.translate(0, 1, Permissions(read=True)))
            order.append("translation")

        [wait] = started(translate())
        tag = (await peer.expect()).tag
        completion = TranslationCompletion()
        peer.send(EndpointChannelResponse(tag=tag, endpoint_id=1, translation_completion=completion), invalidation(1))
        await peer.expect()
        await wait
        assert order == ["translation", "invalidation"]


async def _rejects(_: InvalidationRequest) -> None:
    raise RuntimeError("broken")


def _raises(_: InvalidationRequest) -> None:
    raise RuntimeError("broken")


@pytest.mark.parametrize("handler", [_rejects, _raises])
async def test_a_handler_that_raises_ends_the_channel(handler: Callable[[InvalidationRequest], Any]) -> None:
    async with device(on_invalidation=handler) as (_, channel, _, peer):
        peer.send(invalidation(1))
        error = (await channel.closed()).error
        assert error is not None
        assert viommu.is_reason(error, "HANDLER_FAILED")
        assert isinstance(error.__cause__, RuntimeError)
        await peer.expect_end()


async def test_a_lost_endpoint_takes_what_is_its_own_with_it() -> None:
    lost: list[int] = []
    async with device(on_lost=lost.append) as (_, channel, endpoint, peer):
        [other] = started(channel.hello(2))
        tag = (await peer.expect()).tag
        waits = started(endpoint.dma_read(0, 1), endpoint.request_pages(prgi=1, pages=[PageRequest()]))
        await peer.expect()
        await peer.expect()
        reason = ClosingReason.CLOSING_REASON_TAKEN_OVER
        peer.send(EndpointChannelResponse(endpoint_id=1, endpoint_lost=EndpointLost(reason=reason)))
        results = await asyncio.gather(*waits, return_exceptions=True)
        assert [type(result) for result in results] == [viommu.ConnectionLostError] * 2
        assert lost == [reason]
        peer.send(taken(tag, endpoint_id=2))
        assert (await other).endpoint_id == 2
        with pytest.raises(viommu.ConnectionLostError, match="TAKEN_OVER") as raised:
            await endpoint.dma_read(0, 1)
        assert not raised.value.sent


async def test_a_channel_that_may_not_come_back_ends_with_everything() -> None:
    async with device({"reconnect": False}) as (server, channel, endpoint, peer):
        waits = started(endpoint.dma_read(0, 1), endpoint.request_pages(prgi=1, pages=[PageRequest()]))
        await peer.expect()
        await peer.expect()
        await server.kill()
        results = await asyncio.gather(*waits, return_exceptions=True)
        assert [getattr(result, "sent", None) for result in results] == [True, True]
        assert (await channel.closed()).error is not None
        with pytest.raises(viommu.ConnectionLostError) as raised:
            await channel.hello(1)
        assert not raised.value.sent
        endpoint.complete_invalidation([1])


async def test_end_waits_for_client_done_and_cancel_does_not() -> None:
    async with device() as (_, channel, _, peer):
        [end] = started(channel.end())
        await peer.expect_end()
        peer.send(EndpointChannelResponse(closing=Closing(reason=ClosingReason.CLOSING_REASON_CLIENT_DONE)))
        peer.end()
        closed = await end
        assert closed.closing is not None
        assert closed.closing.reason == ClosingReason.CLOSING_REASON_CLIENT_DONE
    async with device() as (_, channel, _, _):
        channel.cancel()
        assert await channel.closed() == viommu.StreamEnd()


async def test_a_channel_that_was_never_opened_ends() -> None:
    async with viommu.aio.connect("unix:/nowhere") as client:
        async with client.open_endpoint_channel(viommu_id="vm") as channel:
            pass
        assert channel.end_of_stream == viommu.StreamEnd()


async def test_taking_an_endpoint_anew_forgets_what_the_first_handle_waits_for() -> None:
    async with device() as (_, channel, endpoint, peer):
        [wait] = started(endpoint.request_pages(prgi=1, pages=[PageRequest()]))
        await peer.expect()
        [hello] = started(channel.hello(1))
        peer.send(taken((await peer.expect()).tag, generation=5))
        assert (await hello).opened.endpoint_generation == 5
        with pytest.raises(viommu.ConnectionLostError):
            await wait

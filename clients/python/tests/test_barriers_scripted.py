"""Barriers of a device model's channel and what completions say, where a real server does it only by chance."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any

import pytest

import viommu
from tests.device import accepted, device, refused, response, settle, until
from tests.scripted import EndpointPeer
from viommu.aio import endpoint_channel
from viommu.v1 import (
    Barrier,
    BarrierReached,
    DmaResult,
    EndpointChannelRequest,
    EndpointChannelResponse,
    EndpointPageResponse,
    InvalidationRequest,
)

MAX64 = 2**64 - 1


def invalidation(itag: int) -> EndpointChannelResponse:
    return EndpointChannelResponse(endpoint_id=1, invalidation_request=InvalidationRequest(itag=itag))


def barrier(tag: int) -> EndpointChannelResponse:
    return EndpointChannelResponse(endpoint_id=1, barrier=Barrier(tag=tag))


def reached(tag: int) -> EndpointChannelResponse:
    return EndpointChannelResponse(tag=tag, endpoint_id=1, barrier_reached=BarrierReached())


async def asked(peer: EndpointPeer) -> EndpointChannelRequest:
    """Waits for a barrier of the model."""
    request = await peer.expect()
    assert (request.endpoint_id, request.WhichOneof("payload")) == (1, "barrier")
    return request


async def answered(peer: EndpointPeer) -> int:
    """Waits for the answer to a barrier of the server."""
    request = await peer.expect()
    assert (request.endpoint_id, request.WhichOneof("payload")) == (1, "barrier_reached")
    return request.barrier_reached.tag


async def completed(peer: EndpointPeer) -> list[int]:
    """Waits for a completion."""
    request = await peer.expect()
    assert request.WhichOneof("payload") == "invalidation_completion"
    return list(request.invalidation_completion.itags)


async def test_one_of_ours_waits_until_the_server_has_caught_up() -> None:
    async with device() as (_, _, endpoint, peer):
        wait = asyncio.ensure_future(endpoint.barrier())
        tag = (await asked(peer)).tag
        peer.send(reached(tag + 1))
        await settle()
        assert not wait.done()
        peer.send(reached(tag))
        await wait


async def test_one_of_ours_ends_when_handlers_were_called_for_what_came_before() -> None:
    seen: list[int] = []
    never = asyncio.Event()

    def on_invalidation(request: InvalidationRequest) -> Awaitable[Any]:
        seen.append(request.itag)
        return never.wait()

    async with device(on_invalidation=on_invalidation) as (_, _, endpoint, peer):
        wait = asyncio.ensure_future(endpoint.barrier())
        tag = (await asked(peer)).tag
        peer.send(invalidation(5), invalidation(6), reached(tag))
        await wait
        assert seen == [5, 6]


async def test_one_of_ours_raises_what_it_is_refused_with_and_when_the_connection_is_lost() -> None:
    async with device() as (_, _, endpoint, peer):
        wait = asyncio.ensure_future(endpoint.barrier())
        peer.send(refused((await asked(peer)).tag, "ENDPOINT_NOT_OPEN"))
        with pytest.raises(viommu.FailedPreconditionError) as raised:
            await wait
        assert raised.value.reason == "ENDPOINT_NOT_OPEN"
        wait = asyncio.ensure_future(endpoint.barrier())
        await asked(peer)
        peer.fail()
        with pytest.raises(viommu.ConnectionLostError):
            await wait


async def test_one_of_ours_that_was_reached_ends_also_when_the_channel_does(monkeypatch: pytest.MonkeyPatch) -> None:
    # Long enough for the channel to end meanwhile.
    monkeypatch.setattr(endpoint_channel, "_TURNS", 5000)
    async with device({"reconnect": False}) as (_, channel, endpoint, peer):
        wait = asyncio.ensure_future(endpoint.barrier())
        peer.send(reached((await asked(peer)).tag))
        peer.fail()
        await channel.closed()
        assert not wait.done()
        await asyncio.wait_for(wait, 10)


async def test_one_of_the_server_is_answered_behind_all_that_came_before_and_what_that_sends() -> None:
    done = asyncio.Event()

    def on_invalidation(request: InvalidationRequest) -> Awaitable[Any] | None:
        return done.wait() if request.itag == 2 else None

    waits: list[asyncio.Future[Any]] = []

    def on_page_response(_: EndpointPageResponse) -> None:
        waits.append(asyncio.ensure_future(model.endpoint.dma_read(0x2000, 1)))

    async def read() -> None:
        await model.endpoint.dma_read(0x1000, 1)
        model.endpoint.complete_invalidation([31])

    async with device(on_invalidation=on_invalidation, on_page_response=on_page_response) as model:
        peer = model.peer
        waits.append(asyncio.ensure_future(read()))
        tag = (await peer.expect()).tag
        result = EndpointChannelResponse(tag=tag, endpoint_id=1, dma_result=DmaResult())
        peer.send(result, invalidation(1), response(prgi=1), invalidation(2), barrier(MAX64))
        sent = [await peer.expect() for _ in range(3)]
        assert {tuple(request.invalidation_completion.itags) for request in sent} == {(31,), (1,), ()}
        assert {request.dma.address for request in sent} == {0, 0x2000}
        await settle()
        assert peer.requests.empty()
        done.set()
        assert await completed(peer) == [2]
        assert await answered(peer) == MAX64
        for wait in waits:
            wait.cancel()


async def test_one_of_the_server_waits_for_nothing_that_came_after_it() -> None:
    async with device(on_invalidation=lambda _: asyncio.Event().wait()) as (_, _, _, peer):
        peer.send(barrier(2), invalidation(1))
        assert await answered(peer) == 2


async def test_one_of_the_server_waits_for_no_completion_by_hand() -> None:
    async with device(manual_completion=True, on_invalidation=lambda _: None) as (_, _, _, peer):
        peer.send(invalidation(1), barrier(3))
        assert await answered(peer) == 3


async def test_after_a_loss_neither_the_barriers_before_it_matter_nor_the_invalidations() -> None:
    seen: list[int] = []
    hangs = asyncio.Event()

    def on_invalidation(request: InvalidationRequest) -> Awaitable[Any]:
        seen.append(request.itag)
        return hangs.wait()

    async with device(on_invalidation=on_invalidation) as model:
        model.peer.send(invalidation(1), barrier(1))
        await until(lambda: seen == [1])
        again, hello = await model.lose()
        again.send(accepted(hello.tag), barrier(2))
        assert await answered(again) == 2
        hangs.set()
        await settle()
        assert again.requests.empty()


async def test_a_completion_says_how_many_come_and_whose_it_is() -> None:
    async with device(manual_completion=True) as (_, _, endpoint, peer):
        endpoint.complete_invalidation([3, 4], completion_count=0, requester_id=0x108)
        endpoint.complete_invalidation([5])
        first = (await peer.expect()).invalidation_completion
        assert (list(first.itags), first.completion_count, first.requester_id) == ([3, 4], 0, 0x108)
        assert first.HasField("completion_count")
        second = (await peer.expect()).invalidation_completion
        assert (second.HasField("completion_count"), second.HasField("requester_id")) == (False, False)
        with pytest.raises(viommu.InvalidRequestError, match="completion_count"):
            endpoint.complete_invalidation([5], completion_count=-1)

"""A device model's channel over losses of its connection."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable
from typing import Any

import grpc
import pytest

import viommu
import viommu.aio
from tests.device import PAGES, QUICK, Device, accepted, device, differs, refused, response, settle, taken, until
from tests.scripted import EndpointPeer, scripted
from viommu import EndpointResumePoint, Reconnect
from viommu.v1 import (
    Closing,
    ClosingReason,
    DmaResult,
    EndpointChanged,
    EndpointChangeKind,
    EndpointChannelRequest,
    EndpointChannelResponse,
    EndpointLost,
    InvalidationRequest,
    OutstandingGroup,
    ResponseEffect,
)


def started(*waits: Awaitable[Any]) -> list[asyncio.Future[Any]]:
    return [asyncio.ensure_future(wait) for wait in waits]


async def reason_of(wait: Awaitable[Any]) -> str | None:
    with pytest.raises(viommu.ViommuError) as raised:
        await asyncio.wait_for(wait, 10)
    return raised.value.reason


async def test_the_endpoint_goes_on_after_the_last_message_and_the_model_is_told() -> None:
    seen: list[object] = []
    async with device(
        on_disconnected=lambda error: seen.append(error.code),
        on_resumed=lambda resumed: seen.append(resumed.dropped_page_request_count),
        on_page_response=lambda answer: seen.append((answer.prgi, answer.redelivery)),
        on_reset=lambda *_: seen.append("reset"),
    ) as model:
        [read] = started(model.endpoint.dma_read(0, 1))
        await model.peer.expect()
        model.peer.send(response(1, prgi=1), response(2, prgi=2))
        await until(lambda: len(seen) == 2)
        again, hello = await model.lose()
        with pytest.raises(viommu.ConnectionLostError) as raised:
            await read
        assert raised.value.sent
        assert (hello.endpoint_id, hello.hello.viommu_id, hello.hello.take_over) == (1, "vm", False)
        assert (hello.hello.resume.endpoint_generation, hello.hello.resume.last_received_sequence) == (4, 2)
        with pytest.raises(viommu.ConnectionLostError) as raised:
            await model.endpoint.dma_read(0, 1)
        assert not raised.value.sent
        assert [model.endpoint.resumed] == [None]
        again.send(accepted(hello.tag, redelivered_response_count=1, dropped_page_request_count=3))
        again.send(response(100, prgi=3, redelivery=True))
        await until(lambda: len(seen) == 5)
        assert seen == [(1, False), (2, False), grpc.StatusCode.UNAVAILABLE, 3, (3, True)]
        resumed = model.endpoint.resumed
        assert resumed is not None
        assert resumed.next_sequence == 100
        assert model.endpoint.resume_point == EndpointResumePoint(4, 100)
        [works] = started(model.endpoint.dma_read(0, 1))
        tag = (await again.expect()).tag
        again.send(EndpointChannelResponse(tag=tag, endpoint_id=1, dma_result=DmaResult(data=b"x")))
        assert (await works).data == b"x"


async def test_every_endpoint_goes_on_in_the_generation_that_is_known_and_without_taking_over() -> None:
    async with device(take_over=True) as model:
        [other] = started(model.channel.hello(2, take_over=True))
        model.peer.send(taken((await model.peer.expect()).tag, endpoint_id=2, generation=9))
        second = await other
        reset = EndpointChanged(change=EndpointChangeKind.ENDPOINT_CHANGE_KIND_FUNCTION_RESET, endpoint_generation=10)
        model.peer.send(EndpointChannelResponse(endpoint_id=2, sequence=7, changed=reset))
        await until(lambda: second.resume_point == EndpointResumePoint(10, 7))
        again, hello = await model.lose()
        second_hello = await again.expect()
        assert (hello.endpoint_id, hello.hello.resume.endpoint_generation) == (1, 4)
        assert (second_hello.endpoint_id, second_hello.hello.take_over) == (2, False)
        resume = second_hello.hello.resume
        assert (resume.endpoint_generation, resume.last_received_sequence) == (10, 7)


async def test_a_second_loss_asks_for_the_same_and_is_told_only_if_there_was_something_to_lose() -> None:
    losses: list[object] = []
    async with device(on_disconnected=losses.append) as model:
        model.peer.send(response(5), response(6))
        await until(lambda: model.endpoint.resume_point.last_received_sequence == 6)
        again, hello = await model.lose()
        again, hello = await model.lose(again)
        assert hello.hello.resume.last_received_sequence == 6
        assert len(losses) == 1
        again.send(accepted(hello.tag), response(100))
        await until(lambda: model.endpoint.resume_point.last_received_sequence == 100)
        _, hello = await model.lose(again)
        assert hello.hello.resume.last_received_sequence == 100
        assert len(losses) == 2


async def test_a_server_that_stops_is_come_back_to_and_a_reset_vIOMMU_is_not() -> None:  # noqa: N802
    async with device() as model:
        stopping = Closing(reason=ClosingReason.CLOSING_REASON_SERVER_STOPPING)
        model.peer.send(EndpointChannelResponse(closing=stopping))
        model.peer.end()
        again = await model.server.next_endpoint()
        again.send(accepted((await again.expect()).tag))
        await until(lambda: model.endpoint.resumed is not None)
        assert model.channel.closing is None
        reset = Closing(reason=ClosingReason.CLOSING_REASON_RESET)
        again.send(EndpointChannelResponse(closing=reset))
        again.end()
        assert await model.channel.closed() == viommu.StreamEnd(closing=reset)
        await settle()
        assert model.server.endpoint.empty()


async def test_an_attempt_that_succeeded_is_none_of_those_that_are_counted() -> None:
    limited = Reconnect(initial_delay=0.005, max_delay=0.01, max_attempts=1)
    async with device({"reconnect": limited}) as model:
        again, hello = await model.lose()
        again.send(accepted(hello.tag))
        await until(lambda: model.endpoint.resumed is not None)
        _, hello = await model.lose(again)
        assert hello.hello.WhichOneof("mode") == "resume"


async def test_a_server_that_stops_before_it_has_heard_the_hello_is_come_back_to() -> None:
    async with device() as model:
        again, hello = await model.lose()
        again.send(refused(hello.tag, "SERVER_STOPPING", code=14))
        later = await model.server.next_endpoint()
        later.send(accepted((await later.expect()).tag))
        await until(lambda: model.endpoint.resumed is not None)


async def test_an_invalidation_of_the_lost_connection_is_not_completed_on_the_next() -> None:
    done: list[asyncio.Event] = []

    async def on_invalidation(_: InvalidationRequest) -> None:
        event = asyncio.Event()
        done.append(event)
        await event.wait()

    def invalidation(itag: int) -> EndpointChannelResponse:
        return EndpointChannelResponse(endpoint_id=1, invalidation_request=InvalidationRequest(itag=itag))

    async with device(on_invalidation=on_invalidation) as model:
        model.peer.send(invalidation(3))
        await until(lambda: len(done) == 1)
        again, hello = await model.lose()
        again.send(accepted(hello.tag), invalidation(3))
        await until(lambda: len(done) == 2)
        done[0].set()
        await settle()
        again.send(invalidation(4))
        await until(lambda: len(done) == 3)
        done[2].set()
        assert (await again.expect()).invalidation_completion.itags == [4]
        done[1].set()
        assert (await again.expect()).invalidation_completion.itags == [3]


@contextlib.asynccontextmanager
async def waiting(
    *groups: tuple[int, int | None],
) -> AsyncIterator[tuple[list[asyncio.Future[Any]], EndpointPeer, int]]:
    """Yields groups under way when the connection is lost, none of them acknowledged; and the hello on the next."""
    async with device() as model:
        answers = started(
            *(model.endpoint.request_pages(prgi=prgi, pasid=pasid, pages=PAGES) for prgi, pasid in groups)
        )
        for _ in groups:
            await model.peer.expect()
        again, hello = await model.lose()
        yield answers, again, hello.tag


async def test_a_group_is_answered_later_when_the_server_still_has_it() -> None:
    async with waiting((1, 0), (1, None)) as ([listed, dropped], again, tag):
        outstanding = [OutstandingGroup(prgi=1, pasid=0)]
        again.send(accepted(tag, outstanding_groups=outstanding, outstanding_group_count=1))
        assert await reason_of(dropped) == "PAGE_REQUEST_FORGOTTEN"
        await settle()
        assert not listed.done()
        again.send(response(100, prgi=1, pasid=0, raw_code=1))
        assert (await listed).raw_code == 1


async def test_a_group_is_answered_by_what_is_sent_again_and_forgotten_when_all_of_that_has_come() -> None:
    async with waiting((1, None), (2, None), (3, None)) as ([dropped, answered, listed], again, tag):
        outstanding = [OutstandingGroup(prgi=3)]
        again.send(
            accepted(tag, outstanding_groups=outstanding, outstanding_group_count=1, redelivered_response_count=2)
        )
        # Given while nobody was there: it cannot have been received before.
        again.send(response(100, prgi=2, raw_code=1))
        assert (await answered).raw_code == 1
        await settle()
        assert not dropped.done()
        again.send(response(101, prgi=7, redelivery=True, effect=ResponseEffect.RESPONSE_EFFECT_UNEXPECTED))
        assert await reason_of(dropped) == "PAGE_REQUEST_FORGOTTEN"
        again.send(response(103, prgi=3, raw_code=15))
        assert (await listed).raw_code == 15


async def test_a_group_is_not_taken_for_another_of_its_index_that_is_still_unanswered() -> None:
    async with waiting((1, 5), (1, 6)) as (answers, again, tag):
        outstanding = [OutstandingGroup(prgi=1, pasid=5)]
        again.send(
            accepted(tag, outstanding_groups=outstanding, outstanding_group_count=1, redelivered_response_count=1)
        )
        again.send(response(100, prgi=1, raw_code=1, redelivery=True), response(101, prgi=1, raw_code=2))
        assert [answer.raw_code for answer in await asyncio.gather(*answers)] == [2, 1]


async def test_a_group_is_counted_once_for_each_time_the_server_lists_it() -> None:
    async with waiting((1, None), (1, None)) as ([first, second], again, tag):
        again.send(accepted(tag, outstanding_groups=[OutstandingGroup(prgi=1)], outstanding_group_count=1))
        again.send(response(100, prgi=1, raw_code=2))
        assert await reason_of(second) == "PAGE_REQUEST_FORGOTTEN"
        assert (await first).raw_code == 2


async def test_a_group_has_an_unknown_fate_when_the_server_could_not_list_all() -> None:
    async with waiting((1, None), (2, None)) as ([listed, unknown], again, tag):
        again.send(accepted(tag, outstanding_groups=[OutstandingGroup(prgi=1)], outstanding_group_count=2))
        assert await reason_of(unknown) == "CHANNEL_LOST"
        again.send(response(100, prgi=1))
        await listed


async def test_a_group_that_is_asked_for_after_the_loss_has_nothing_to_do_with_it() -> None:
    async with device() as model:
        again, hello = await model.lose()
        again.send(accepted(hello.tag, redelivered_response_count=1))
        await until(lambda: model.endpoint.resumed is not None)
        [answer] = started(model.endpoint.request_pages(prgi=1, pages=PAGES))
        await again.expect()
        again.send(response(100, prgi=1, raw_code=9, redelivery=True))
        await settle()
        assert not answer.done()
        again.send(response(101, prgi=1, raw_code=2))
        assert (await answer).raw_code == 2


async def test_an_endpoint_that_was_reset_is_given_up_and_the_others_go_on_without_it() -> None:
    errors: list[viommu.ResumeRefusedError] = []
    async with device(on_resume_refused=errors.append) as model:
        [other] = started(model.channel.hello(2))
        model.peer.send(taken((await model.peer.expect()).tag, endpoint_id=2, generation=1))
        second = await other
        [answer] = started(model.endpoint.request_pages(prgi=1, pages=PAGES))
        await model.peer.expect()
        again, hello = await model.lose()
        second_hello = await again.expect()
        again.send(differs(hello.tag), accepted(second_hello.tag, endpoint_id=2))
        with pytest.raises(viommu.ResumeRefusedError):
            await answer
        await until(lambda: second.resumed is not None)
        [error] = errors
        assert (error.reason, error.endpoint_id, error.endpoint_generation) == ("ENDPOINT_GENERATION_DIFFERS", 1, 6)
        with pytest.raises(viommu.ResumeRefusedError) as raised:
            await model.endpoint.dma_read(0, 1)
        assert raised.value is error
        [works] = started(second.dma_read(0, 1))
        dma = await again.expect()
        assert dma.endpoint_id == 2
        again.send(EndpointChannelResponse(tag=dma.tag, endpoint_id=2, dma_result=DmaResult()))
        await works
        [anew] = started(model.channel.hello(1))
        reset = await again.expect()
        assert reset.hello.WhichOneof("mode") == "reset"
        again.send(refused(reset.tag, "ENDPOINT_OWNED"))
        with pytest.raises(viommu.FailedPreconditionError):
            await anew
        _, hello = await model.lose(again)
        assert hello.endpoint_id == 2


async def test_an_endpoint_that_was_reset_ends_the_channel_when_nobody_wants_to_hear_of_it() -> None:
    async with device() as model:
        again, hello = await model.lose()
        again.send(differs(hello.tag))
        error = (await model.channel.closed()).error
        assert isinstance(error, viommu.ResumeRefusedError)
        assert error.endpoint_generation == 6


async def test_an_endpoint_that_was_reset_begins_anew_where_that_is_allowed() -> None:
    seen: list[object] = []
    async with device(
        reset_if_generation_differs=True,
        on_reset=lambda opened, error: seen.append((opened.endpoint_generation, error.endpoint_generation)),
        on_resumed=lambda _: seen.append("resumed"),
    ) as model:
        [answer] = started(model.endpoint.request_pages(prgi=1, pages=PAGES))
        await model.peer.expect()
        model.peer.send(response(5))
        await until(lambda: model.endpoint.resume_point.last_received_sequence == 5)
        again, hello = await model.lose()
        again.send(differs(hello.tag))
        reset = await again.expect()
        assert (reset.hello.WhichOneof("mode"), reset.hello.take_over) == ("reset", False)
        assert await reason_of(model.endpoint.dma_read(0, 1)) == "CHANNEL_LOST"
        again.send(taken(reset.tag, generation=7))
        assert await reason_of(answer) == "PAGE_REQUEST_FORGOTTEN"
        assert seen == [(7, 6)]
        assert model.endpoint.resume_point == EndpointResumePoint(7, 0)
        later, hello = await model.lose(again)
        assert hello.hello.resume.endpoint_generation == 7
        later.send(accepted(hello.tag))
        await until(lambda: model.endpoint.resumed is not None)
        assert seen == [(7, 6), "resumed"]


@pytest.mark.parametrize("reason", ["ENDPOINT_REMOVED", "ENDPOINT_NOT_FOUND", "RESUME_POINT_INVALID"])
async def test_an_endpoint_is_not_begun_anew_for_another_reason(reason: str) -> None:
    errors: list[str | None] = []
    async with device(
        reset_if_generation_differs=True, on_resume_refused=lambda error: errors.append(error.reason)
    ) as model:
        again, hello = await model.lose()
        again.send(refused(hello.tag, reason))
        await until(lambda: len(errors) > 0)
        assert errors == [reason]


async def test_an_endpoint_that_is_owned_is_asked_for_again_for_a_while() -> None:
    errors: list[str | None] = []
    async with device(
        reset_if_generation_differs=True, on_resume_refused=lambda error: errors.append(error.reason)
    ) as model:
        again, hello = await model.lose()
        again.send(refused(hello.tag, "ENDPOINT_OWNED"))
        hello = await again.expect()
        assert (hello.hello.WhichOneof("mode"), hello.hello.take_over) == ("resume", False)
        again.send(accepted(hello.tag))
        await until(lambda: model.endpoint.resumed is not None)
        again, hello = await model.lose(again)
        for _ in range(8):
            assert errors == []
            again.send(refused(hello.tag, "ENDPOINT_OWNED"))
            hello = await again.expect()
        again.send(refused(hello.tag, "ENDPOINT_OWNED"))
        await until(lambda: len(errors) > 0)
        assert errors == ["ENDPOINT_OWNED"]


async def test_an_endpoint_that_is_owned_is_not_asked_for_on_a_connection_that_is_lost_as_well() -> None:
    async with device({"reconnect": Reconnect(initial_delay=0.06, max_delay=0.06)}) as model:
        again, hello = await model.lose()
        again.send(refused(hello.tag, "ENDPOINT_OWNED"))
        again, hello = await model.lose(again)
        again.send(accepted(hello.tag))
        await asyncio.sleep(0.15)
        assert again.requests.empty()
        again.send(response(100))
        _, hello = await model.lose(again)
        assert hello.hello.resume.last_received_sequence == 100


async def test_an_endpoint_is_not_begun_anew_twice() -> None:
    errors: list[str | None] = []
    async with device(
        reset_if_generation_differs=True, on_resume_refused=lambda error: errors.append(error.reason)
    ) as model:
        again, hello = await model.lose()
        again.send(differs(hello.tag))
        again.send(refused((await again.expect()).tag, "ENDPOINT_REMOVED"))
        await until(lambda: len(errors) > 0)
        assert errors == ["ENDPOINT_REMOVED"]


@contextlib.asynccontextmanager
async def greeting(
    **options: Any,
) -> AsyncIterator[tuple[viommu.aio.EndpointChannel, asyncio.Future[Any], EndpointPeer, EndpointChannelRequest]]:
    """Yields a channel whose first hello is under way."""
    async with scripted() as server, viommu.aio.connect(server.target) as client:
        channel = client.open_endpoint_channel(viommu_id="vm", reconnect=QUICK)
        [hello] = started(channel.hello(1, resume=EndpointResumePoint(4, 8), **options))
        peer = await server.next_endpoint()
        yield channel, hello, peer, await peer.expect()


async def test_going_on_where_another_channel_was_is_asked_for_with_the_first_hello() -> None:
    seen: list[object] = []
    async with greeting(take_over=True, on_resumed=seen.append) as (_, hello, peer, first):
        assert first.hello.take_over
        assert (first.hello.resume.endpoint_generation, first.hello.resume.last_received_sequence) == (4, 8)
        peer.send(accepted(first.tag, redelivered_response_count=1))
        endpoint = await hello
        assert len(seen) == 1
        assert endpoint.opened.endpoint_generation == 4
        assert endpoint.resumed.redelivered_response_count == 1
        assert endpoint.resume_point == EndpointResumePoint(4, 8)


async def test_going_on_is_refused_by_name_and_leaves_the_channel_as_it_was() -> None:
    async with greeting() as (channel, hello, peer, first):
        peer.send(differs(first.tag))
        with pytest.raises(viommu.ResumeRefusedError):
            await hello
        [anew] = started(channel.hello(1))
        peer.send(taken((await peer.expect()).tag, generation=7))
        assert (await anew).resumed is None


async def test_going_on_falls_back_where_that_is_allowed() -> None:
    async with greeting(take_over=True, reset_if_generation_differs=True) as (_, hello, peer, first):
        peer.send(differs(first.tag))
        reset = await peer.expect()
        assert (reset.hello.WhichOneof("mode"), reset.hello.take_over) == ("reset", True)
        peer.send(taken(reset.tag, generation=7))
        assert (await hello).opened.endpoint_generation == 7


async def test_the_end_comes_after_enough_attempts() -> None:
    limited = Reconnect(initial_delay=0.005, max_delay=0.01, max_attempts=2)
    async with device({"reconnect": limited}) as model:
        [answer] = started(model.endpoint.request_pages(prgi=1, pages=PAGES))
        await model.peer.expect()
        await model.server.kill()
        error = (await model.channel.closed()).error
        assert isinstance(error, viommu.UnavailableError)
        assert error.reason is None
        assert await reason_of(answer) == "CHANNEL_LOST"
        assert await reason_of(model.endpoint.dma_read(0, 1)) == "CHANNEL_LOST"


async def _away(model: Device, losses: list[object]) -> None:
    await model.server.kill()
    await until(lambda: len(losses) == 1)


@pytest.mark.parametrize("cancels", [True, False])
async def test_the_end_can_be_said_while_the_channel_is_away(cancels: bool) -> None:
    losses: list[object] = []
    async with device({"reconnect": Reconnect(initial_delay=60)}, on_disconnected=losses.append) as model:
        [answer] = started(model.endpoint.request_pages(prgi=1, pages=PAGES))
        await model.peer.expect()
        await _away(model, losses)
        with pytest.raises(viommu.ConnectionLostError) as raised:
            await model.channel.hello(2)
        assert not raised.value.sent
        if cancels:
            model.channel.cancel()
        else:
            await model.channel.end()
        assert await model.channel.closed() == viommu.StreamEnd()
        assert await reason_of(answer) == "CHANNEL_LOST"


async def test_a_loss_is_the_end_when_the_channel_owns_nothing() -> None:
    lost: list[object] = []
    async with device(on_lost=lost.append) as model:
        deleted = EndpointLost(reason=ClosingReason.CLOSING_REASON_ENDPOINT_DELETED)
        model.peer.send(EndpointChannelResponse(endpoint_id=1, endpoint_lost=deleted))
        await until(lambda: len(lost) == 1)
        model.peer.fail()
        assert isinstance((await model.channel.closed()).error, viommu.UnavailableError)
        assert model.server.endpoint.empty()


def _break(*_: object) -> None:
    raise RuntimeError("broken")


@pytest.mark.parametrize("name", ["on_disconnected", "on_resumed", "on_reset", "on_resume_refused"])
async def test_the_end_comes_when_a_handler_raises(name: str) -> None:
    async with device(None, reset_if_generation_differs=name == "on_reset", **{name: _break}) as model:
        if name == "on_disconnected":
            model.peer.fail()
        else:
            again, hello = await model.lose()
            again.send(accepted(hello.tag) if name == "on_resumed" else differs(hello.tag))
            if name == "on_reset":
                again.send(taken((await again.expect()).tag))
        error = (await model.channel.closed()).error
        assert error is not None
        assert viommu.is_reason(error, "HANDLER_FAILED")
        assert isinstance(error.__cause__, RuntimeError)


async def test_the_end_may_come_from_a_handler() -> None:
    channels: list[viommu.aio.EndpointChannel] = []
    async with device(on_disconnected=lambda _: channels[0].cancel()) as model:
        channels.append(model.channel)
        model.peer.fail()
        assert await model.channel.closed() == viommu.StreamEnd()
        await settle()
        assert model.server.endpoint.empty()

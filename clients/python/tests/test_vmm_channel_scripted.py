"""A VMM's channel where a real server does what is asked only by chance. The state machine is the same for threads."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any, TypeVar

import grpc
import pytest

import viommu
import viommu.aio
from tests.scripted import ScriptedServer, VmmPeer, scripted
from viommu import Outcomes, Reconnect, Refused, Reports, Resumed, Skipped
from viommu.v1 import (
    PAGE_RESPONSE_CODE_SUCCESS,
    PAGE_RESPONSE_OUTCOME_UNKNOWN,
    SKIP_REASON_FILTERED,
    Closing,
    ClosingReason,
    DomainSubscription,
    GroupAnswered,
    Heartbeat,
    InvalidateEverything,
    InvalidateResponse,
    InvalidationEntry,
    IovaRange,
    MapItem,
    MapResponse,
    OnError,
    PageRequestGroup,
    PageResponse,
    PageResponseResult,
    Report,
    ReportBatch,
    ReportSelection,
    ReportStreamOpened,
    ResolveItem,
    ResolvePageRequestsResponse,
    RespondToPageRequestsResponse,
    ResumeOutcome,
    ResumePoint,
    SkippedReports,
    UnmapResponse,
    Violation,
    VmmChannelResponse,
)
from viommu.v1 import Refused as RefusedMessage

MAX64 = 2**64 - 1
FIRST = ResumeOutcome.RESUME_OUTCOME_UNSPECIFIED
RESUMED = ResumeOutcome.RESUME_OUTCOME_RESUMED
QUICK = Reconnect(initial_delay=0.005, max_delay=0.02)

Item = TypeVar("Item")


def opened(
    next_sequence: int = 1, *, epoch: int = 1, credits: int = 64, outcome: ResumeOutcome.ValueType = FIRST
) -> VmmChannelResponse:
    return VmmChannelResponse(
        opened=ReportStreamOpened(
            viommu_id="vm", epoch=epoch, next_sequence=next_sequence, credits=credits, resume_outcome=outcome
        )
    )


def group(sequence: int, redelivery: bool = False) -> VmmChannelResponse:
    record = PageRequestGroup(group_cookie=0xFF00 + sequence, redelivery=redelivery)
    return VmmChannelResponse(reports=ReportBatch(reports=[Report(sequence=sequence, page_request_group=record)]))


def event(sequence: int, detail: str = "") -> VmmChannelResponse:
    return VmmChannelResponse(
        reports=ReportBatch(reports=[Report(sequence=sequence, violation=Violation(detail=detail))])
    )


def skipped(first: int, last: int) -> VmmChannelResponse:
    return VmmChannelResponse(skipped=SkippedReports(first=first, last=last, reason=SKIP_REASON_FILTERED))


def closing(reason: ClosingReason.ValueType) -> VmmChannelResponse:
    return VmmChannelResponse(closing=Closing(reason=reason, resume=ResumePoint(epoch=1, sequence=1)))


@contextlib.asynccontextmanager
async def opening(server: ScriptedServer, **options: Any) -> AsyncIterator[tuple[viommu.aio.VmmChannel, VmmPeer]]:
    """Yields a channel and the server's end of it."""
    async with viommu.aio.connect(server.target) as client:
        task = asyncio.ensure_future(client.open_vmm_channel(viommu_id="vm", **{"reconnect": QUICK, **options}))
        peer = await server.next_vmm()
        await peer.expect()
        peer.send(opened())
        yield await task, peer


async def item(channel: viommu.aio.VmmChannel, kind: type[Item]) -> Item:
    """Returns the next item, which must be of a kind."""
    next_item = await asyncio.wait_for(channel.receive(), 10)
    assert isinstance(next_item, kind), next_item
    return next_item


async def test_opening_sends_what_it_is_told_and_keeps_what_it_is_answered() -> None:
    async with scripted() as server, viommu.aio.connect(server.target, metadata={"a": "b"}) as client:
        resume = ResumePoint(epoch=1, sequence=MAX64 - 1)
        domains = [DomainSubscription(domain_id=5, take_over=True)]
        selection = ReportSelection(domains=domains, exclude_events=True, resume=resume)
        task = asyncio.ensure_future(
            client.open_vmm_channel(viommu_id="vm", selection=selection, credits=0, heartbeat_interval_ms=500)
        )
        peer = await server.next_vmm()
        first = (await peer.expect()).open
        assert first.HasField("credits")
        assert (first.viommu_id, first.credits, first.heartbeat_interval_ms) == ("vm", 0, 500)
        assert first.selection == selection
        assert peer.metadata["viommu-id"] == "vm"
        assert peer.metadata["a"] == "b"
        peer.send(opened(MAX64))
        channel = await task
        assert channel.opened.next_sequence == MAX64
        assert channel.resume_point == ResumePoint(epoch=1, sequence=MAX64 - 1)


async def test_opening_raises_the_refusal_and_does_not_try_again() -> None:
    async with scripted() as server, viommu.aio.connect(server.target) as client:
        task = asyncio.ensure_future(client.open_vmm_channel(viommu_id="vm", reconnect=QUICK))
        peer = await server.next_vmm()
        peer.fail(grpc.StatusCode.FAILED_PRECONDITION, "taken", "CONTROLLER_EXISTS")
        with pytest.raises(viommu.FailedPreconditionError) as raised:
            await task
        assert raised.value.reason == "CONTROLLER_EXISTS"
        await asyncio.sleep(0.1)
        assert server.vmm.empty()


async def test_opening_raises_when_nobody_is_there_and_for_what_cannot_be_sent() -> None:
    async with scripted() as server, viommu.aio.connect(server.target) as client:
        with pytest.raises(viommu.InvalidRequestError) as raised:
            await client.open_vmm_channel(viommu_id="vm", credits=-1)
        assert raised.value.field == "credits"
        await server.kill()
        with pytest.raises(viommu.UnavailableError):
            await client.open_vmm_channel(viommu_id="vm")


async def test_answering_without_waiting_sends_tag_0_and_shows_what_was_not_sent() -> None:
    async with scripted() as server, opening(server) as (channel, peer):
        channel.answer([PageResponse(group_cookie=MAX64, code=PAGE_RESPONSE_CODE_SUCCESS)])
        request = await peer.expect()
        assert (request.tag, request.respond.responses[0].group_cookie) == (0, MAX64)
        result = RespondToPageRequestsResponse(results=[PageResponseResult(outcome=PAGE_RESPONSE_OUTCOME_UNKNOWN)])
        peer.send(VmmChannelResponse(respond_result=result))
        assert (await item(channel, Outcomes)).result == result


async def test_requests_get_their_results_by_tag_in_whatever_order_those_come() -> None:
    async with scripted() as server, opening(server) as (channel, peer):
        whole = IovaRange(first=0, last=MAX64)
        tasks = [
            asyncio.ensure_future(channel.respond([PageResponse(group_cookie=MAX64)])),
            asyncio.ensure_future(channel.map(7, [MapItem(range=whole)], on_error=OnError.ON_ERROR_STOP)),
            asyncio.ensure_future(channel.unmap(7, [whole], invalidation_timeout_ns=5)),
            asyncio.ensure_future(
                channel.invalidate([InvalidationEntry(everything=InvalidateEverything())], invalidation_timeout_ns=6)
            ),
            asyncio.ensure_future(
                channel.resolve([ResolveItem(group_cookie=1, mappings=[MapItem(output_address=MAX64)])])
            ),
        ]
        sent = [await peer.expect() for _ in tasks]
        arms = [request.WhichOneof("payload") for request in sent]
        assert arms == ["respond", "map", "unmap", "invalidate", "resolve"]
        assert len({request.tag for request in sent}) == 5
        assert sent[1].map.domain_id == 7
        assert sent[1].map.on_error == OnError.ON_ERROR_STOP
        assert sent[1].map.items[0].range.last == MAX64
        assert sent[2].unmap.invalidation_timeout_ns == 5
        assert sent[3].invalidate.invalidation_timeout_ns == 6
        assert sent[4].resolve.items[0].mappings[0].output_address == MAX64
        peer.send(
            VmmChannelResponse(tag=sent[4].tag, resolve_result=ResolvePageRequestsResponse(sent_count=4)),
            VmmChannelResponse(tag=sent[1].tag, map_result=MapResponse(mapped_count=1)),
            VmmChannelResponse(tag=sent[3].tag, invalidate_result=InvalidateResponse(completed_count=3)),
            VmmChannelResponse(tag=sent[2].tag, unmap_result=UnmapResponse(removed_mapping_count=MAX64)),
            VmmChannelResponse(tag=sent[0].tag, respond_result=RespondToPageRequestsResponse(sent_count=9)),
        )
        results: list[Any] = await asyncio.gather(*tasks)
        assert results[0].sent_count == 9
        assert results[1].mapped_count == 1
        assert results[2].removed_mapping_count == MAX64
        assert results[3].completed_count == 3
        assert results[4].sent_count == 4


async def test_a_refused_request_raises_and_the_channel_goes_on() -> None:
    async with scripted() as server, opening(server) as (channel, peer):
        task = asyncio.ensure_future(channel.respond([]))
        tag = (await peer.expect()).tag
        refused = RefusedMessage(code=3, reason="ITEMS_REQUIRED", message="no items", metadata={"a": "b"})
        peer.send(VmmChannelResponse(tag=tag, refused=refused))
        with pytest.raises(viommu.InvalidArgumentError) as raised:
            await task
        assert (raised.value.reason, raised.value.metadata) == ("ITEMS_REQUIRED", {"a": "b"})
        with pytest.raises(viommu.InvalidRequestError):
            await channel.map(-1, [])
        channel.set_credits(3)
        request = await peer.expect()
        assert request.set_credits.credits == 3
        peer.send(VmmChannelResponse(tag=request.tag, refused=RefusedMessage(code=3, reason="CREDITS_OUT_OF_RANGE")))
        assert (await item(channel, Refused)).error.reason == "CREDITS_OUT_OF_RANGE"


async def test_a_wait_that_is_given_up_harms_nobody() -> None:
    async with scripted() as server, opening(server) as (channel, peer):
        task = asyncio.ensure_future(channel.respond([]))
        first = await peer.expect()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        other = asyncio.ensure_future(channel.respond([]))
        second = await peer.expect()
        for request in (first, second):
            result = RespondToPageRequestsResponse(sent_count=request.tag)
            peer.send(VmmChannelResponse(tag=request.tag, respond_result=result))
        assert (await other).sent_count == second.tag


async def test_what_waits_for_the_transport_is_bounded() -> None:
    async with scripted() as server, opening(server, max_queued_messages=50) as (channel, peer):
        responses = [PageResponse(group_cookie=index) for index in range(2000)]
        tasks = [asyncio.ensure_future(channel.respond(responses)) for _ in range(200)]
        await asyncio.sleep(0)
        refused = [task for task in tasks if task.done()]
        assert 50 <= len(refused) < 200
        for task in refused:
            assert viommu.is_reason(task.exception(), "SEND_QUEUE_FULL")
        waiting = tasks[: -len(refused)]
        assert tasks[-len(refused) :] == refused
        for _ in waiting:
            tag = (await peer.expect()).tag
            peer.send(VmmChannelResponse(tag=tag, respond_result=RespondToPageRequestsResponse(sent_count=2000)))
        assert all([(await task).sent_count == 2000 for task in waiting])


async def test_items_come_in_order_and_leaving_the_loop_leaves_the_channel_open() -> None:
    async with scripted() as server, opening(server) as (channel, peer):
        batch = ReportBatch(
            reports=[Report(sequence=9, group_answered=GroupAnswered())],
            skipped=[SkippedReports(first=6, last=8, reason=SKIP_REASON_FILTERED)],
        )
        heartbeat = VmmChannelResponse(heartbeat=Heartbeat(time_ns=1))
        peer.send(group(1), skipped(2, 4), event(5), heartbeat, VmmChannelResponse(reports=batch))
        kinds = []
        async for next_item in channel:
            kinds.append(type(next_item))
            if len(kinds) == 2:
                break
        assert kinds == [Reports, Skipped]
        assert (await item(channel, Reports)).reports[0].HasField("violation")
        assert (await item(channel, Skipped)).skipped.first == 6
        assert (await item(channel, Reports)).reports[0].HasField("group_answered")
        assert channel.resume_point == ResumePoint(epoch=1, sequence=9)


async def test_items_nobody_takes_stop_the_server_until_a_result_may_be_behind_them() -> None:
    async with scripted() as server, opening(server) as (channel, peer):
        count = 400
        for sequence in range(1, count + 1):
            peer.send(event(sequence, "x" * 16_384))
        await asyncio.sleep(0.3)
        assert channel.resume_point.sequence < 200
        task = asyncio.ensure_future(channel.respond([]))
        tag = (await peer.expect()).tag
        peer.send(VmmChannelResponse(tag=tag, respond_result=RespondToPageRequestsResponse(sent_count=1)))
        assert (await task).sent_count == 1
        assert channel.resume_point.sequence == count
        for _ in range(count):
            await item(channel, Reports)


async def test_our_end_is_answered_client_done_after_the_results() -> None:
    async with scripted() as server, opening(server) as (channel, peer):
        result = asyncio.ensure_future(channel.respond([]))
        await asyncio.sleep(0)
        end = asyncio.ensure_future(channel.end())
        tag = (await peer.expect()).tag
        await peer.expect_end()
        peer.send(
            VmmChannelResponse(tag=tag, respond_result=RespondToPageRequestsResponse()),
            closing(ClosingReason.CLOSING_REASON_CLIENT_DONE),
        )
        peer.end()
        await result
        closed = await end
        assert closed.closing is not None
        assert closed.closing.reason == ClosingReason.CLOSING_REASON_CLIENT_DONE
        assert closed.error is None
        assert channel.end_of_stream == closed
        assert await channel.receive() is None
        with pytest.raises(viommu.ConnectionLostError) as raised:
            await channel.respond([])
        assert not raised.value.sent
        assert server.vmm.empty()


async def test_the_end_comes_also_when_nobody_takes_the_items() -> None:
    async with scripted() as server, opening(server) as (channel, peer):
        for sequence in range(1, 200):
            peer.send(event(sequence, "x" * 16_384))
        await asyncio.sleep(0.1)
        end = asyncio.ensure_future(channel.end())
        await peer.expect_end()
        peer.send(closing(ClosingReason.CLOSING_REASON_CLIENT_DONE))
        peer.end()
        assert (await asyncio.wait_for(end, 10)).error is None


@pytest.mark.parametrize("name", ["RESET", "VIOMMU_DELETED", "TAKEN_OVER"])
async def test_some_ends_are_final_and_no_errors(name: str) -> None:
    reason = ClosingReason.Value(f"CLOSING_REASON_{name}")
    async with scripted() as server, opening(server) as (channel, peer):
        waiting = asyncio.ensure_future(channel.respond([]))
        await peer.expect()
        peer.send(group(1), closing(reason))
        peer.end()
        with pytest.raises(viommu.ConnectionLostError) as raised:
            await waiting
        assert raised.value.sent
        assert [type(next_item) async for next_item in channel] == [Reports]
        assert channel.closing is not None
        assert (channel.closing.reason, channel.closing.resume.sequence) == (reason, 1)
        assert (await channel.closed()).error is None
        await asyncio.sleep(0.06)
        assert server.vmm.empty()


async def test_cancel_ends_it_at_once() -> None:
    async with scripted() as server, opening(server) as (channel, peer):
        waiting = asyncio.ensure_future(channel.respond([]))
        await peer.expect()
        channel.cancel()
        with pytest.raises(viommu.ConnectionLostError):
            await waiting
        assert await channel.closed() == viommu.StreamEnd()
        await peer.expect_end()
        channel.cancel()
        assert await channel.end() == viommu.StreamEnd()


async def test_after_a_loss_it_goes_on_before_the_first_report_that_is_missing() -> None:
    selection = ReportSelection(domains=[DomainSubscription(domain_id=5, take_over=True)])
    async with scripted() as server, opening(server, selection=selection) as (channel, peer):
        peer.send(group(1), event(2), event(4), skipped(5, 6))
        for _ in range(3):
            await item(channel, Reports)
        await item(channel, Skipped)
        channel.set_credits(9)
        await peer.expect()
        unknown = asyncio.ensure_future(channel.respond([PageResponse(group_cookie=0xFF01)]))
        await peer.expect()
        await server.kill()
        with pytest.raises(viommu.ConnectionLostError) as raised:
            await unknown
        assert raised.value.sent
        with pytest.raises(viommu.ConnectionLostError) as raised:
            await channel.respond([])
        assert not raised.value.sent
        await server.start()

        again = await server.next_vmm()
        reopen = (await again.expect()).open
        assert reopen.credits == 9
        assert not reopen.selection.domains[0].take_over
        assert reopen.selection.resume == ResumePoint(epoch=1, sequence=2)
        again.send(opened(3, outcome=RESUMED, credits=9), group(1, redelivery=True), group(3))
        again.send(event(4), skipped(5, 6), event(7))
        resumed = await item(channel, Resumed)
        assert (resumed.outcome, resumed.opened.credits) == (RESUMED, 9)
        sequences = []
        for kind in (Reports, Reports, Skipped, Reports):
            came = await item(channel, kind)
            if isinstance(came, Reports):
                sequences += [report.sequence for report in came.reports]
        assert sequences == [1, 3, 7]
        assert selection.domains[0].take_over, "what the caller gave was changed"
        works = asyncio.ensure_future(channel.respond([]))
        request = await again.expect()
        again.send(VmmChannelResponse(tag=request.tag, respond_result=RespondToPageRequestsResponse(sent_count=1)))
        assert (await works).sent_count == 1


async def test_it_comes_back_to_a_server_that_stops_and_after_more_than_one_loss() -> None:
    async with scripted() as server, opening(server) as (channel, peer):
        peer.send(event(1), closing(ClosingReason.CLOSING_REASON_SERVER_STOPPING))
        peer.end()
        await item(channel, Reports)
        for sequence in (2, 3):
            again = await server.next_vmm()
            assert (await again.expect()).open.selection.resume.sequence == sequence - 1
            again.send(opened(sequence, outcome=RESUMED), event(sequence))
            await item(channel, Resumed)
            await item(channel, Reports)
            assert channel.closing is None
            again.fail()


async def test_another_epoch_is_said_and_begins_where_it_begins() -> None:
    async with scripted() as server, opening(server) as (channel, peer):
        peer.send(event(1), event(2))
        peer.fail()
        again = await server.next_vmm()
        again.send(opened(1, epoch=2, outcome=ResumeOutcome.RESUME_OUTCOME_OTHER_EPOCH), event(1))
        await item(channel, Reports)
        await item(channel, Reports)
        assert (await item(channel, Resumed)).outcome == ResumeOutcome.RESUME_OUTCOME_OTHER_EPOCH
        await item(channel, Reports)
        assert channel.resume_point == ResumePoint(epoch=2, sequence=1)


async def test_a_controller_is_waited_for_for_a_while() -> None:
    async with scripted() as server, opening(server) as (channel, peer):

        async def refuse() -> None:
            next_peer = await server.next_vmm()
            next_peer.fail(grpc.StatusCode.FAILED_PRECONDITION, "no", "CONTROLLER_EXISTS")

        peer.fail()
        await refuse()
        again = await server.next_vmm()
        again.send(opened(1, outcome=RESUMED))
        await item(channel, Resumed)
        again.fail()
        for _ in range(9):
            await refuse()
        with pytest.raises(viommu.FailedPreconditionError) as raised:
            await channel.receive()
        assert raised.value.reason == "CONTROLLER_EXISTS"
        assert await channel.receive() is None


@pytest.mark.parametrize(
    ("code", "reason"),
    [(grpc.StatusCode.FAILED_PRECONDITION, "CREDITS_REQUIRED"), (grpc.StatusCode.NOT_FOUND, "VIOMMU_NOT_FOUND")],
)
async def test_a_refusal_is_final_and_raised_by_the_loop(code: grpc.StatusCode, reason: str) -> None:
    async with scripted() as server, opening(server) as (channel, peer):
        peer.fail()
        (await server.next_vmm()).fail(code, "no", reason)
        with pytest.raises(viommu.ViommuError) as raised:
            await channel.receive()
        assert raised.value.reason == reason
        assert viommu.is_reason((await channel.closed()).error, reason)
        await asyncio.sleep(0.06)
        assert server.vmm.empty()


async def test_attempts_are_counted_and_can_be_forbidden() -> None:
    limited = Reconnect(initial_delay=0.005, max_delay=0.02, max_attempts=2)
    async with (
        scripted() as server,
        opening(server, reconnect=limited) as (counted, _),
        opening(server, reconnect=False) as (forbidden, _),
    ):
        await server.kill()
        for channel in (counted, forbidden):
            error = (await channel.closed()).error
            assert isinstance(error, viommu.UnavailableError)
            assert error.reason is None


async def test_an_attempt_that_succeeded_is_none_of_those_that_are_counted() -> None:
    limited = Reconnect(initial_delay=0.005, max_delay=0.02, max_attempts=1)
    async with scripted() as server, opening(server, reconnect=limited) as (channel, peer):
        for _ in range(3):
            peer.fail()
            peer = await server.next_vmm()
            peer.send(opened(1, outcome=RESUMED))
            await item(channel, Resumed)


async def test_a_channel_that_was_cancelled_while_it_is_away_stays_away() -> None:
    async with scripted() as server, opening(server, reconnect=Reconnect(initial_delay=0.2)) as (channel, peer):
        peer.fail()
        with contextlib.suppress(viommu.ConnectionLostError):
            while True:
                channel.answer([])
                await asyncio.sleep(0.005)
        channel.cancel()
        assert await channel.closed() == viommu.StreamEnd()
        await asyncio.sleep(0.3)
        assert server.vmm.empty()


async def test_closing_the_client_ends_the_channel_also_while_it_is_away() -> None:
    async with scripted() as server:
        async with opening(server, reconnect=Reconnect(initial_delay=60)) as (channel, peer):
            peer.fail()
            while True:
                try:
                    channel.answer([])
                except viommu.ConnectionLostError:
                    break
                await asyncio.sleep(0.01)
        assert await asyncio.wait_for(channel.closed(), 10) == viommu.StreamEnd()


async def test_silence_is_a_loss() -> None:
    async with scripted() as server, opening(server, heartbeat_interval_ms=50) as (channel, _):

        async def serve() -> None:
            while True:
                (await server.next_vmm()).send(opened(1, outcome=RESUMED))

        serving = asyncio.ensure_future(serve())
        await item(channel, Resumed)
        serving.cancel()

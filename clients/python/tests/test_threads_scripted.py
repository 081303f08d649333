"""What threads do differently, where a real server does what is asked only by chance."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import pytest

import viommu
from tests.device import accepted, response, settle, taken
from tests.scripted import EndpointPeer, Peer, Response, ScriptedServer, VmmPeer, scripted
from tests.test_vmm_channel_scripted import event, opened
from viommu.v1 import (
    Barrier,
    BarrierReached,
    DmaResult,
    EndpointChannelResponse,
    InvalidationRequest,
    PageResponse,
    Permissions,
    RespondToPageRequestsResponse,
    TranslationCompletion,
    VmmChannelResponse,
)

T = TypeVar("T")


class Elsewhere:
    """A scripted server on a thread of its own."""

    def __init__(self) -> None:
        """Starts it, and waits until it listens."""
        self.server: ScriptedServer
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=(self._serve(),))
        self._thread.start()
        self._ready.wait()

    async def _serve(self) -> None:
        async with scripted() as self.server:
            self._ready.set()
            await self._stop.wait()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Does something there."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    def send(self, peer: Peer[Any, Response], *messages: Response) -> None:
        """Sends messages."""
        self._loop.call_soon_threadsafe(peer.send, *messages)

    def fail(self, peer: Peer[Any, Any]) -> None:
        """Ends a stream with an error."""
        self._loop.call_soon_threadsafe(peer.fail)

    def close(self) -> None:
        """Ends it."""
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()
        self._loop.close()


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    """A scripted server."""
    started = Elsewhere()
    yield started
    started.close()


@contextlib.contextmanager
def opening(elsewhere: Elsewhere, **options: Any) -> Iterator[tuple[viommu.VmmChannel, VmmPeer]]:
    """Yields a channel and the server's end of it."""
    with viommu.connect(elsewhere.server.target) as client, ThreadPoolExecutor(1) as other:
        pending = other.submit(client.open_vmm_channel, viommu_id="vm", **options)
        peer = elsewhere.run(elsewhere.server.next_vmm())
        elsewhere.run(peer.expect())
        elsewhere.send(peer, opened())
        yield pending.result(10), peer


def test_items_nobody_takes_stop_the_server_until_a_result_may_be_behind_them(elsewhere: Elsewhere) -> None:
    with opening(elsewhere) as (channel, peer), ThreadPoolExecutor(1) as other:
        count = 400
        for sequence in range(1, count + 1):
            elsewhere.send(peer, event(sequence, "x" * 16_384))
        time.sleep(0.3)
        assert channel.resume_point.sequence < 200
        result = other.submit(channel.respond, [])
        tag = elsewhere.run(peer.expect()).tag
        elsewhere.send(peer, VmmChannelResponse(tag=tag, respond_result=RespondToPageRequestsResponse(sent_count=1)))
        assert result.result(10).sent_count == 1
        assert channel.resume_point.sequence == count
        for _ in range(count):
            assert isinstance(channel.receive(10), viommu.Reports)


def test_what_waits_for_the_transport_is_bounded(elsewhere: Elsewhere) -> None:
    responses = [PageResponse(group_cookie=index) for index in range(2000)]
    with opening(elsewhere, max_queued_messages=5) as (channel, peer):
        sent: list[int] = []

        def answer_for_ever() -> None:
            while True:
                channel.answer(responses)
                sent.append(len(responses))

        with pytest.raises(viommu.LimitError) as raised:
            answer_for_ever()
        assert raised.value.reason == "SEND_QUEUE_FULL"
        assert raised.value.metadata["value"] == "5"
        for count in sent:
            assert len(elsewhere.run(peer.expect()).respond.responses) == count
        channel.answer(responses[:1])
        assert len(elsewhere.run(peer.expect()).respond.responses) == 1


def invalidation(itag: int) -> EndpointChannelResponse:
    return EndpointChannelResponse(endpoint_id=1, invalidation_request=InvalidationRequest(itag=itag))


@contextlib.contextmanager
def device(
    elsewhere: Elsewhere, **handlers: Any
) -> Iterator[tuple[viommu.EndpointChannel, viommu.ExternalEndpoint, EndpointPeer]]:
    """Yields a channel that owns endpoint 1, and the server's end of it."""
    with viommu.connect(elsewhere.server.target) as client, ThreadPoolExecutor(1) as other:
        channel = client.open_endpoint_channel(viommu_id="vm")
        pending = other.submit(channel.hello, 1, **handlers)
        peer = elsewhere.run(elsewhere.server.next_endpoint())
        elsewhere.send(peer, taken(elsewhere.run(peer.expect()).tag))
        yield channel, pending.result(10), peer


def itags(elsewhere: Elsewhere, peer: EndpointPeer) -> list[int]:
    """Waits for a completion."""
    return list(elsewhere.run(peer.expect()).invalidation_completion.itags)


def test_a_translation_is_known_before_the_invalidation_that_removes_it(elsewhere: Elsewhere) -> None:
    order: list[str] = []
    with device(elsewhere, on_invalidation=lambda _: order.append("invalidation")) as (channel, endpoint, peer):
        for _ in range(200):
            order.clear()

            def answer() -> None:
                tag = elsewhere.run(peer.expect()).tag
                completion = TranslationCompletion()
                result = EndpointChannelResponse(tag=tag, endpoint_id=1, translation_completion=completion)
                elsewhere.send(peer, result, invalidation(3))

            answering = threading.Thread(target=answer)
            answering.start()
            endpoint.translate(0, 1, Permissions(read=True), timeout=10)
            order.append("translation")
            channel.poll(10)
            answering.join()
            assert order == ["translation", "invalidation"]
            assert itags(elsewhere, peer) == [3]


def test_a_handler_that_waits_does_not_hold_up_others(elsewhere: Elsewhere) -> None:
    """What it waits for may be behind them."""
    endpoints: list[viommu.ExternalEndpoint] = []
    read: list[bytes] = []

    def on_invalidation(request: InvalidationRequest) -> None:
        if request.itag == 1:
            read.append(endpoints[0].dma_read(0, 1, timeout=10).data)

    with device(elsewhere, on_invalidation=on_invalidation) as (channel, endpoint, peer):
        endpoints.append(endpoint)
        elsewhere.send(peer, invalidation(1))

        def answer() -> None:
            tag = elsewhere.run(peer.expect()).tag
            elsewhere.send(peer, invalidation(2))
            assert itags(elsewhere, peer) == [2]
            elsewhere.send(peer, EndpointChannelResponse(tag=tag, endpoint_id=1, dma_result=DmaResult(data=b"x")))

        answering = threading.Thread(target=answer)
        answering.start()
        while not read:
            assert channel.poll(10)
        answering.join()
        assert read == [b"x"]
        assert itags(elsewhere, peer) == [1]


def test_handlers_of_many_waiting_threads_are_called_one_at_a_time(elsewhere: Elsewhere) -> None:
    running: list[int] = []
    seen: list[tuple[int, int]] = []

    def on_invalidation(request: InvalidationRequest) -> None:
        running.append(request.itag)
        time.sleep(0.01)
        seen.append((request.itag, len(running)))
        running.remove(request.itag)

    with device(elsewhere, on_invalidation=on_invalidation) as (_, endpoint, peer):
        threads = [threading.Thread(target=endpoint.dma_read, args=(index, 1)) for index in range(4)]
        for thread in threads:
            thread.start()
        tags = [elsewhere.run(peer.expect()).tag for _ in threads]
        for itag in range(16):
            elsewhere.send(peer, invalidation(itag))
        assert [itags(elsewhere, peer) for _ in range(16)] == [[itag] for itag in range(16)]
        for tag in tags:
            elsewhere.send(peer, EndpointChannelResponse(tag=tag, endpoint_id=1, dma_result=DmaResult()))
        for thread in threads:
            thread.join(10)
        assert seen == [(itag, 1) for itag in range(16)]


def barrier(tag: int) -> EndpointChannelResponse:
    return EndpointChannelResponse(endpoint_id=1, barrier=Barrier(tag=tag))


def test_a_barrier_is_answered_in_line_with_the_handlers(elsewhere: Elsewhere) -> None:
    seen: list[int] = []
    with device(elsewhere, on_invalidation=lambda request: seen.append(request.itag)) as (channel, _, peer):
        elsewhere.send(peer, invalidation(1), barrier(5), invalidation(2))
        called = 0
        while called < 2:
            called += channel.poll(10)
        assert (called, seen) == (2, [1, 2])
        assert itags(elsewhere, peer) == [1]
        assert elsewhere.run(peer.expect()).barrier_reached.tag == 5
        assert itags(elsewhere, peer) == [2]


def test_a_barrier_waits_for_a_thread_and_is_no_handler(elsewhere: Elsewhere) -> None:
    with device(elsewhere) as (channel, _, peer), ThreadPoolExecutor(1) as other:
        answer = other.submit(elsewhere.run, peer.expect())
        elsewhere.send(peer, barrier(6))
        time.sleep(0.1)
        assert not answer.done()
        while not answer.done():
            assert channel.poll(0.02) == 0
        assert answer.result().barrier_reached.tag == 6


def test_a_barrier_that_was_not_answered_before_a_loss_is_forgotten(elsewhere: Elsewhere) -> None:
    with device(elsewhere) as (channel, endpoint, peer), ThreadPoolExecutor(1) as other:
        elsewhere.send(peer, response(3), barrier(1), response(4))
        elsewhere.run(settle())
        elsewhere.fail(peer)
        again = elsewhere.run(elsewhere.server.next_endpoint())
        hello = elsewhere.run(again.expect())
        assert hello.hello.resume.last_received_sequence == 4
        elsewhere.send(again, accepted(hello.tag))
        answer = other.submit(elsewhere.run, again.expect())
        while endpoint.resumed is None:
            time.sleep(0.01)
        channel.poll(0.1)
        elsewhere.send(again, barrier(2))
        while not answer.done():
            channel.poll(0.02)
        assert answer.result().barrier_reached.tag == 2


def test_a_barrier_waits_for_a_handler_that_waits_itself(elsewhere: Elsewhere) -> None:
    def on_invalidation(request: InvalidationRequest) -> None:
        if request.itag == 1:
            endpoint.dma_read(0, 1, timeout=10)

    with device(elsewhere, on_invalidation=on_invalidation) as (channel, endpoint, peer):

        def answer() -> list[str | None]:
            elsewhere.send(peer, invalidation(1), barrier(7), invalidation(2))
            tag = elsewhere.run(peer.expect()).tag
            # By now the barrier was met, inside of the handler of the first.
            assert itags(elsewhere, peer) == [2]
            elsewhere.send(peer, EndpointChannelResponse(tag=tag, endpoint_id=1, dma_result=DmaResult()))
            return [elsewhere.run(peer.expect()).WhichOneof("payload") for _ in range(2)]

        with ThreadPoolExecutor(1) as other:
            answering = other.submit(answer)
            while not answering.done():
                channel.poll(0.02)
            assert answering.result() == ["invalidation_completion", "barrier_reached"]


def test_when_a_barrier_of_ours_ends_handlers_were_called_for_what_came_before(elsewhere: Elsewhere) -> None:
    seen: list[int] = []
    with (
        device(elsewhere, on_page_response=lambda answer: seen.append(answer.prgi)) as (channel, endpoint, peer),
        ThreadPoolExecutor(1) as other,
    ):

        def answer() -> None:
            tag = elsewhere.run(peer.expect()).tag
            answered = EndpointChannelResponse(tag=tag, endpoint_id=1, barrier_reached=BarrierReached())
            elsewhere.send(peer, response(prgi=1), response(prgi=2), answered, response(prgi=3))

        answering = other.submit(answer)
        endpoint.barrier(timeout=10)
        assert seen == [1, 2]
        answering.result()
        channel.poll(10)
        assert seen == [1, 2, 3]
        with pytest.raises(viommu.DeadlineExceededError):
            endpoint.barrier(timeout=0.05)

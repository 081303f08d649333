"""A device model's stream and its endpoints, for threads."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from types import TracebackType
from typing import NamedTuple, TypeVar

from viommu._deferred import Deferred
from viommu._endpoint_core import EndpointCore
from viommu._owned_endpoint import EndpointResumePoint, Handlers, OwnedEndpoint
from viommu._runtime import StreamOptions
from viommu._threads import ThreadRuntime, too_late, until
from viommu._transport import Transport
from viommu.errors import ConnectionLostError, ResumeRefusedError, ViommuError
from viommu.external_endpoint import ExternalEndpoint
from viommu.items import StreamEnd
from viommu.v1 import (
    Closing,
    ClosingReason,
    Endpoint,
    EndpointChanged,
    EndpointChannelResponse,
    EndpointPageResponse,
    EndpointResumed,
    InvalidationRequest,
)

T = TypeVar("T")


class _Due(NamedTuple):
    """A handler that is to be called, or something else in line with them."""

    endpoint: OwnedEndpoint
    #: Where the endpoint was before the message that the handler is for.
    resume_point: EndpointResumePoint
    #: None: there is none, only what comes after those before it.
    handler: Callable[[], object] | None
    #: What follows it, inside the monitor.
    done: Callable[[], None]


class EndpointChannel:
    """A device model's stream, by `ViommuClient.open_endpoint_channel`. It may own many endpoints of one vIOMMU.

    Handlers run on the threads that wait: inside any blocking request of the channel or of its endpoints, `poll` or
    `serve`; one at a time, in the order of the messages, and never between a request's result and its caller. So a
    model with one thread needs no lock: what it has looked up in its ATC stays there until it has sent its DMA. A
    model that is busy with something else for long calls `poll` now and then; until then invalidations wait for it,
    as for a slow device. Handlers may make requests themselves.

    When the connection is lost the channel comes back by itself, as long as it owns an endpoint, and says RESUME for
    each that it owns. Requests that had no result yet raise `ConnectionLostError`, and none is repeated;
    `request_pages` goes on waiting, and raises PAGE_REQUEST_FORGOTTEN if the server turns out not to have the group.
    Before the first `hello` has succeeded, and after RESET, VIOMMU_DELETED, `end` or `cancel`, a loss is the end.

    When the server asks whether the model has caught up (`after_barrier_endpoint_ids` of `advance_time`), the channel
    answers by itself, in line with the handlers: when a thread waits, and those before have returned.

    Leaving its `with` ends the channel, and cancels it after an error.
    """

    def __init__(self, transport: Transport, options: StreamOptions) -> None:
        """Makes a channel: use `ViommuClient.open_endpoint_channel`."""
        call = transport.bidirectional("/viommu.v1.ChannelService/EndpointChannel", EndpointChannelResponse)
        runtime = ThreadRuntime(call, transport.metadata(options.viommu_id), options, transport.timers)
        self._monitor = runtime.monitor
        self._core = EndpointCore(runtime, options, self._handle, self._handle, self._settle)
        self._due: deque[_Due] = deque()
        # Who runs handlers now, and how many, one inside the other.
        self._runner: int | None = None
        self._depth = 0
        with self._monitor:
            transport.streams.add(self)
            self._core.closed.when_settled(lambda: transport.streams.discard(self))

    def __enter__(self) -> EndpointChannel:
        """Returns itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Ends the channel; cancels it after an error."""
        if kind is None:
            self.end()
        else:
            self.cancel()

    @property
    def closing(self) -> Closing | None:
        """The server's last message, once it came."""
        return self._core.closing

    @property
    def end_of_stream(self) -> StreamEnd | None:
        """How the channel ended for good; None while it has not."""
        with self._monitor:
            return self._core.closed.result() if self._core.closed.settled else None

    def hello(
        self,
        endpoint_id: int,
        *,
        take_over: bool = False,
        resume: EndpointResumePoint | None = None,
        reset_if_generation_differs: bool = False,
        manual_completion: bool = False,
        on_invalidation: Callable[[InvalidationRequest], object] | None = None,
        on_page_response: Callable[[EndpointPageResponse], None] | None = None,
        on_changed: Callable[[EndpointChanged], None] | None = None,
        on_refused: Callable[[ViommuError], None] | None = None,
        on_disconnected: Callable[[ViommuError], None] | None = None,
        on_resumed: Callable[[EndpointResumed], None] | None = None,
        on_reset: Callable[[Endpoint, ResumeRefusedError], None] | None = None,
        on_resume_refused: Callable[[ResumeRefusedError], None] | None = None,
        on_lost: Callable[[ClosingReason.ValueType], None] | None = None,
        timeout: float | None = None,
    ) -> ExternalEndpoint:
        """Takes an external endpoint, by default anew.

        What a handler raises ends the channel (HANDLER_FAILED).

        Args:
            endpoint_id: The endpoint.
            take_over: Takes the endpoint from another stream.
            resume: Goes on (RESUME) where another channel, or this program before it was started again, was with the
                endpoint. Unset: the endpoint begins anew (RESET), which is a function reset.
            reset_if_generation_differs: What follows when RESUME is refused because the endpoint was reset or removed
                since (ENDPOINT_GENERATION_DIFFERS), be it asked for by `resume` or by the channel after a loss. True:
                RESET is said at once, and `on_reset` is called. False: nothing is reset behind the model's back;
                `hello` raises, and after a loss the endpoint is given up (`on_resume_refused`). No other refusal
                leads to a RESET.
            manual_completion: Leaves completions to `complete_invalidation`; so a device can be played that hangs.
            on_invalidation: A device-TLB invalidation is to be done. It is completed when this returns, unless the
                connection it came on is lost by then: it has ended then. Without a handler it is completed at once.
            on_page_response: A PRG response came; also those that `request_pages` waits for, injected ones, and those
                that did nothing at the endpoint (see `effect`). After RESUME those that were missed come first;
                `redelivery` marks the ones that may have been received before.
            on_changed: The endpoint changed. Changes while there is no connection are not told one by one: see `opened`
                of the endpoint then.
            on_refused: A completion was refused.
            on_disconnected: The connection is lost, and the channel tries to come back; until the endpoint goes on,
                requests raise and send nothing. Every grant is void from now on, and no invalidation will come. Called
                once for a loss, however many attempts it takes to come back.
            on_resumed: The endpoint goes on: RESUME was accepted. ATS, PRI and complete groups are as they were. When
                this returns the model's ATC must be empty. Pages of unclosed groups are forgotten. The responses that
                were missed follow.
            on_reset: The endpoint begins anew because it could not go on, which `reset_if_generation_differs` allowed:
                a function reset. ATS and PRI are off, and when this returns the model's ATC must be empty.
            on_resume_refused: After a loss the endpoint could not go on: it is lost to this channel. The reason is
                that of the server, as ENDPOINT_GENERATION_DIFFERS, ENDPOINT_REMOVED or ENDPOINT_NOT_FOUND, or
                ENDPOINT_OWNED when that has been the answer for some seconds. Without this handler the whole channel
                ends with the error.
            on_lost: The endpoint is lost to this channel, and with it every request that is outstanding.
            timeout: Seconds to wait; None: as long as it takes.

        Raises:
            ResumeRefusedError: The endpoint cannot go on where `resume` says.
            ViommuError: The hello was refused, or the stream.
        """
        losses_told = 0

        def disconnected(error: ViommuError) -> None:
            nonlocal losses_told
            losses_told += 1
            if on_disconnected is not None:
                on_disconnected(error)

        handlers = Handlers(
            on_invalidation=on_invalidation,
            manual_completion=manual_completion,
            on_page_response=on_page_response,
            on_changed=on_changed,
            on_refused=on_refused,
            on_disconnected=disconnected,
            on_resumed=on_resumed,
            on_reset=on_reset,
            on_resume_refused=on_resume_refused,
            on_lost=on_lost,
            reset_if_generation_differs=reset_if_generation_differs,
        )
        with self._monitor:
            owned = self._core.endpoint(endpoint_id, handlers, resume)
            greeted = self._core.hello(owned, resume, take_over)
        self._wait(greeted, timeout)

        def request(begin: Callable[[], Deferred[T]], timeout: float | None) -> T:
            with self._monitor:
                was_told = owned.obstacle is not None or owned.losses == losses_told
                result = begin() if was_told else None
            if result is not None:
                return self._wait(result, timeout)
            # The caller cannot know yet that every grant is void, nor that the endpoint goes on without them.
            self.poll()
            raise ConnectionLostError("the connection was lost meanwhile, and every grant is void", sent=False)

        return ExternalEndpoint(self._monitor, owned, request, lambda: self._resume_point(owned))

    def poll(self, timeout: float = 0.0) -> int:
        """Calls the handlers that are due; waits for one if there is none.

        Args:
            timeout: Seconds to wait.

        Returns:
            How many were called.
        """
        called = 0
        end = until(timeout)
        while True:
            with self._monitor:
                if not called:
                    self._monitor.wait_until(lambda: self._is_due() or self._core.closed.settled, end)
                if not self._is_due():
                    return called
                due = self._take()
            self._run(due)
            called += due.handler is not None

    def serve(self, timeout: float | None = None) -> StreamEnd:
        """Calls handlers as they come due until the channel has ended, and says how.

        Args:
            timeout: Seconds to go on; None: for ever.

        Raises:
            DeadlineExceededError: The channel has not ended by then.
        """
        return self._wait(self._core.closed, timeout)

    def end(self, timeout: float | None = None) -> StreamEnd:
        """Says that nothing more will be sent, and waits for the end; the endpoints are then DISCONNECTED.

        Args:
            timeout: Seconds to wait; None: as long as it takes.
        """
        with self._monitor:
            self._core.end()
        return self._wait(self._core.closed, timeout)

    def cancel(self) -> None:
        """Ends the channel at once; outstanding requests raise."""
        with self._monitor:
            self._core.cancel()

    def _handle(self, endpoint: OwnedEndpoint, handler: Callable[[], object] | None, done: Callable[[], None]) -> None:
        self._due.append(_Due(endpoint, endpoint.resume_point, handler, done))

    def _settle(self, endpoint: OwnedEndpoint, settled: Callable[[], None]) -> None:
        self._handle(endpoint, None, settled)

    def _resume_point(self, endpoint: OwnedEndpoint) -> EndpointResumePoint:
        """Returns up to where the handlers of an endpoint have been called."""
        with self._monitor:
            waiting = (due.resume_point for due in self._due if due.endpoint is endpoint)
            return next(waiting, endpoint.resume_point)

    def _is_due(self) -> bool:
        """Whether this thread may call a handler now."""
        return bool(self._due) and self._runner in (None, threading.get_ident())

    def _take(self) -> _Due:
        self._runner = threading.get_ident()
        self._depth += 1
        return self._due.popleft()

    def _run(self, due: _Due) -> None:
        try:
            if due.handler is not None:
                due.handler()
            with self._monitor:
                due.done()
        except Exception as error:
            with self._monitor:
                self._core.handler_failed(error)
        finally:
            with self._monitor:
                self._depth -= 1
                if self._depth == 0:
                    self._runner = None

    def _wait(self, result: Deferred[T], timeout: float | None) -> T:
        """Waits for a result, and calls the handlers that come due meanwhile."""
        end = until(timeout)
        while True:
            with self._monitor:
                in_time = self._monitor.wait_until(lambda: result.settled or self._is_due(), end)
                if result.settled:
                    return result.result()
                if not in_time:
                    raise too_late(timeout)
                due = self._take()
            self._run(due)

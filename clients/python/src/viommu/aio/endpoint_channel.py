"""A device model's stream, for asyncio."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Any, Final

from viommu._endpoint_core import EndpointCore
from viommu._owned_endpoint import EndpointResumePoint, Handlers, OwnedEndpoint
from viommu._runtime import StreamOptions
from viommu.aio._tasks import AsyncRuntime, Tasks, result
from viommu.aio._transport import AsyncTransport
from viommu.aio.external_endpoint import ExternalEndpoint
from viommu.errors import ResumeRefusedError, ViommuError
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

#: Turns of the event loop that an invalidation and a barrier wait: results that came before have then reached whoever
#: awaits them, also through `gather` and `wait_for`. A translation must be in the model's ATC before the invalidation
#: that removes it.
_TURNS: Final = 8


async def _turns() -> None:
    for _ in range(_TURNS):
        await asyncio.sleep(0)


class EndpointChannel:
    """A device model's stream, by `ViommuClient.open_endpoint_channel`. It may own many endpoints of one vIOMMU.

    When the connection is lost the channel comes back by itself, as long as it owns an endpoint, and says RESUME for
    each that it owns. Requests that had no result yet raise `ConnectionLostError`, and none is repeated;
    `request_pages` goes on waiting, and raises PAGE_REQUEST_FORGOTTEN if the server turns out not to have the group.
    Before the first `hello` has succeeded, and after RESET, VIOMMU_DELETED, `end` or `cancel`, a loss is the end.

    When the server asks whether the model has caught up (`after_barrier_endpoint_ids` of `advance_time`), the channel
    answers by itself: when every handler has returned for what came before, and what `on_invalidation` returned has
    been awaited. To play a device that hangs while time moves, use `manual_completion`.

    Leaving its `async with` ends the channel, and cancels it after an error.
    """

    def __init__(self, transport: AsyncTransport, options: StreamOptions) -> None:
        """Makes a channel: use `ViommuClient.open_endpoint_channel`."""
        call = transport.bidirectional("/viommu.v1.ChannelService/EndpointChannel", EndpointChannelResponse)
        runtime = AsyncRuntime(call, transport.metadata(options.viommu_id), options)
        self._core = EndpointCore(runtime, options, self._handle, self._invalidate, self._settle)
        self._invalidations = Tasks()
        self._settlements = Tasks()
        transport.streams.add(self)
        self._core.closed.when_settled(lambda: transport.streams.discard(self))
        self._core.closed.when_settled(self._invalidations.cancel)

    async def __aenter__(self) -> EndpointChannel:
        """Returns itself."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        """Ends the channel; cancels it after an error."""
        if kind is None:
            await self.end()
        else:
            self.cancel()

    @property
    def closing(self) -> Closing | None:
        """The server's last message, once it came."""
        return self._core.closing

    @property
    def end_of_stream(self) -> StreamEnd | None:
        """How the channel ended for good; None while it has not."""
        return self._core.closed.result() if self._core.closed.settled else None

    async def hello(
        self,
        endpoint_id: int,
        *,
        take_over: bool = False,
        resume: EndpointResumePoint | None = None,
        reset_if_generation_differs: bool = False,
        manual_completion: bool = False,
        on_invalidation: Callable[[InvalidationRequest], Awaitable[None] | None] | None = None,
        on_page_response: Callable[[EndpointPageResponse], None] | None = None,
        on_changed: Callable[[EndpointChanged], None] | None = None,
        on_refused: Callable[[ViommuError], None] | None = None,
        on_disconnected: Callable[[ViommuError], None] | None = None,
        on_resumed: Callable[[EndpointResumed], None] | None = None,
        on_reset: Callable[[Endpoint, ResumeRefusedError], None] | None = None,
        on_resume_refused: Callable[[ResumeRefusedError], None] | None = None,
        on_lost: Callable[[ClosingReason.ValueType], None] | None = None,
    ) -> ExternalEndpoint:
        """Takes an external endpoint, by default anew.

        Handlers are called in the order of the messages. What one raises ends the channel (HANDLER_FAILED).

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
            manual_completion: Leaves completions to `complete_invalidation`.
            on_invalidation: A device-TLB invalidation is to be done. It is completed when this returns, or when what
                it returns has been awaited, unless the connection it came on is lost by then: it has ended then.
                Without a handler it is completed at once. To play a device that hangs, return what never ends.
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

        Raises:
            ResumeRefusedError: The endpoint cannot go on where `resume` says.
            ViommuError: The hello was refused, or the stream.
        """
        handlers = Handlers(
            on_invalidation=on_invalidation,
            manual_completion=manual_completion,
            on_page_response=on_page_response,
            on_changed=on_changed,
            on_refused=on_refused,
            on_disconnected=on_disconnected,
            on_resumed=on_resumed,
            on_reset=on_reset,
            on_resume_refused=on_resume_refused,
            on_lost=on_lost,
            reset_if_generation_differs=reset_if_generation_differs,
        )
        owned = self._core.endpoint(endpoint_id, handlers, resume)
        await result(self._core.hello(owned, resume, take_over))
        return ExternalEndpoint(owned)

    async def end(self) -> StreamEnd:
        """Says that nothing more will be sent, and waits for the end; the endpoints are then DISCONNECTED."""
        self._core.end()
        return await self.closed()

    async def closed(self) -> StreamEnd:
        """Waits until the channel has ended for good."""
        return await result(self._core.closed)

    def cancel(self) -> None:
        """Ends the channel at once; outstanding requests raise."""
        self._core.cancel()

    def _handle(self, _endpoint: OwnedEndpoint, handler: Callable[[], object], done: Callable[[], None]) -> None:
        handler()
        done()

    def _invalidate(self, _endpoint: OwnedEndpoint, handler: Callable[[], Any], done: Callable[[], None]) -> None:
        self._invalidations.start(self._do_invalidate(handler, done))

    def _settle(self, _endpoint: OwnedEndpoint, settled: Callable[[], None]) -> None:
        # Also when the channel has ended meanwhile: somebody may wait for it.
        self._settlements.start(self._do_settle(settled))

    async def _do_settle(self, settled: Callable[[], None]) -> None:
        try:
            await _turns()
            settled()
        except Exception as error:
            self._core.handler_failed(error)

    async def _do_invalidate(self, handler: Callable[[], Any], done: Callable[[], None]) -> None:
        try:
            await _turns()
            handled = handler()
            if inspect.isawaitable(handled):
                await handled
            done()
        except Exception as error:
            self._core.handler_failed(error)

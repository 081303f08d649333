"""A VMM's stream, for asyncio."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from types import TracebackType

from viommu._runtime import EndOfItems, StreamOptions
from viommu._vmm_core import VmmCore
from viommu.aio._tasks import AsyncRuntime, result
from viommu.aio._transport import AsyncTransport
from viommu.items import StreamEnd, VmmChannelItem
from viommu.records import MappingRecords, RangeRecords
from viommu.v1 import (
    Closing,
    InvalidateResponse,
    InvalidationEntry,
    IovaRange,
    MapItem,
    MapResponse,
    OnError,
    PageResponse,
    ReportSelection,
    ReportStreamOpened,
    ResolveItem,
    ResolvePageRequestsResponse,
    RespondToPageRequestsResponse,
    ResumePoint,
    UnmapResponse,
    VmmChannelResponse,
)


class VmmChannel:
    """A VMM's stream: reports down; answers, mappings and invalidations up. Opened by `ViommuClient.open_vmm_channel`.

    Iterate over it: what comes are `Reports`, `Skipped`, `Resumed`, `Refused` and `Outcomes`. Any number of requests
    may be outstanding. They raise `ViommuError` when refused and `ConnectionLostError` (CHANNEL_LOST) when the
    connection is lost before their result came; none is repeated. Cancelling the task that waits ends the wait, not
    the request.

    The channel itself comes back and goes on where it was, until `end`, `cancel`, or the server closes it (RESET,
    VIOMMU_DELETED, TAKEN_OVER: the loop then ends, and `closing` says why) or refuses it, which the loop raises; as
    CONTROLLER_EXISTS only when that has been the answer for some seconds, in which the lost connection might have been
    the controller. Leaving the loop leaves the channel open; leaving its `async with` ends it.
    """

    def __init__(
        self, transport: AsyncTransport, options: StreamOptions, selection: ReportSelection | None, credits: int | None
    ) -> None:
        """Begins to open a channel: use `ViommuClient.open_vmm_channel`."""
        call = transport.bidirectional("/viommu.v1.ChannelService/VmmChannel", VmmChannelResponse)
        runtime = AsyncRuntime(call, transport.metadata(options.viommu_id), options)
        self._core = VmmCore(runtime, options, selection, credits)
        self._waiting: list[asyncio.Future[None]] = []
        self._core.items.on_ready = self._wake
        transport.streams.add(self)
        self._core.closed.when_settled(lambda: transport.streams.discard(self))

    async def __aenter__(self) -> VmmChannel:
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

    def __aiter__(self) -> AsyncIterator[VmmChannelItem]:
        """Returns itself: leaving a loop leaves the channel open, and another goes on with the next item."""
        return self

    async def __anext__(self) -> VmmChannelItem:
        """Waits for the next item."""
        while not self._core.items.ready:
            future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting.append(future)
            await future
        try:
            return self._core.items.take()
        except EndOfItems:
            raise StopAsyncIteration from None

    @property
    def opened(self) -> ReportStreamOpened:
        """What the stream holds, as of the last connection."""
        return self._core.opened

    @property
    def resume_point(self) -> ResumePoint:
        """Up to here every report has been received or explained."""
        return self._core.progress.resume_point

    @property
    def closing(self) -> Closing | None:
        """The server's last message, once it came."""
        return self._core.closing

    @property
    def end_of_stream(self) -> StreamEnd | None:
        """How the channel ended for good; None while it has not."""
        return self._core.closed.result() if self._core.closed.settled else None

    async def was_opened(self) -> None:
        """Waits until the channel is open, which `ViommuClient.open_vmm_channel` has done."""
        try:
            await result(self._core.ready)
        except BaseException:
            self.cancel()
            raise

    async def receive(self) -> VmmChannelItem | None:
        """Waits for the next item, and returns None at the end.

        Raises:
            ViommuError: What the channel ended with; raised once.
        """
        try:
            return await self.__anext__()
        except StopAsyncIteration:
            return None

    async def respond(
        self, responses: Iterable[PageResponse], *, on_error: OnError.ValueType | None = None
    ) -> RespondToPageRequestsResponse:
        """Answers groups. Late, duplicate and unknown cookies are outcomes, not errors.

        Args:
            responses: The answers.
            on_error: What to do after a malformed item or a MISMATCH. Default: go on.
        """
        return await result(self._core.respond(responses, on_error))

    def answer(self, responses: Iterable[PageResponse]) -> None:
        """Answers groups without waiting: half the messages of `respond`.

        Nothing comes back when every answer was sent and did what it says, else an item `Outcomes` or `Refused`.

        Raises:
            ConnectionLostError: There is no connection now.
        """
        self._core.answer(responses)

    async def resolve(
        self, items: Iterable[ResolveItem], *, on_error: OnError.ValueType | None = None
    ) -> ResolvePageRequestsResponse:
        """Maps pages and answers their groups Success, each item all or nothing.

        Args:
            items: Groups, and the mappings that resolve them.
            on_error: What to do after an item was refused. Default: go on.
        """
        return await result(self._core.resolve(items, on_error))

    async def map(
        self,
        domain_id: int,
        items: Iterable[MapItem] | MappingRecords,
        *,
        on_error: OnError.ValueType | None = None,
        invalidation_timeout_ns: int | None = None,
    ) -> MapResponse:
        """Makes mappings; returns when lowering permissions, if any, has ended.

        Args:
            domain_id: The domain.
            items: The mappings to make; records are the fast path.
            on_error: What to do after an item failed. Default: go on.
            invalidation_timeout_ns: Bounds the wait for device TLBs, in nanoseconds of the vIOMMU's clock.
        """
        return await result(self._core.map(domain_id, items, on_error, invalidation_timeout_ns))

    async def unmap(
        self,
        domain_id: int,
        ranges: Iterable[IovaRange] | RangeRecords,
        *,
        on_error: OnError.ValueType | None = None,
        invalidation_timeout_ns: int | None = None,
    ) -> UnmapResponse:
        """Removes mappings; returns when the operation has ended.

        Args:
            domain_id: The domain.
            ranges: The ranges to clear; records are the fast path.
            on_error: What to do after a range failed. Default: go on.
            invalidation_timeout_ns: Bounds the wait for device TLBs, in nanoseconds of the vIOMMU's clock.
        """
        return await result(self._core.unmap(domain_id, ranges, on_error, invalidation_timeout_ns))

    async def invalidate(
        self,
        entries: Iterable[InvalidationEntry],
        *,
        on_error: OnError.ValueType | None = None,
        invalidation_timeout_ns: int | None = None,
    ) -> InvalidateResponse:
        """Invalidates; returns when the operation has ended.

        Args:
            entries: What to invalidate, in order.
            on_error: What to do after an entry was refused. Default: go on.
            invalidation_timeout_ns: Bounds the wait for device TLBs, in nanoseconds of the vIOMMU's clock.
        """
        return await result(self._core.invalidate(entries, on_error, invalidation_timeout_ns))

    def set_credits(self, credits: int) -> None:
        """Changes the credits, now and for later connections."""
        self._core.set_credits(credits)

    async def end(self) -> StreamEnd:
        """Says that nothing more will be sent, and waits for the end: requests made before still get their results."""
        self._core.end()
        return await self.closed()

    async def closed(self) -> StreamEnd:
        """Waits until the channel has ended for good."""
        return await result(self._core.closed)

    def cancel(self) -> None:
        """Ends the channel at once; outstanding requests raise."""
        self._core.cancel()

    def _wake(self) -> None:
        waiting, self._waiting = self._waiting, []
        for future in waiting:
            if not future.done():
                future.set_result(None)

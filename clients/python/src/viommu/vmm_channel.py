"""A VMM's stream, for threads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import TypeVar

from viommu._deferred import Deferred
from viommu._runtime import EndOfItems, StreamOptions
from viommu._threads import ThreadRuntime, too_late, until
from viommu._transport import Transport
from viommu._vmm_core import VmmCore
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

T = TypeVar("T")


class VmmChannel:
    """A VMM's stream: reports down; answers, mappings and invalidations up. Opened by `ViommuClient.open_vmm_channel`.

    Iterate over it: what comes are `Reports`, `Skipped`, `Resumed`, `Refused` and `Outcomes`. Requests wait for their
    results, also inside the loop; any number may be outstanding, from several threads. They raise `ViommuError` when
    refused and `ConnectionLostError` (CHANNEL_LOST) when the connection is lost before their result came; none is
    repeated.

    The channel itself comes back and goes on where it was, until `end`, `cancel`, or the server closes it (RESET,
    VIOMMU_DELETED, TAKEN_OVER: the loop then ends, and `closing` says why) or refuses it, which the loop raises; as
    CONTROLLER_EXISTS only when that has been the answer for some seconds, in which the lost connection might have been
    the controller. Leaving the loop leaves the channel open; leaving its `with` ends it.
    """

    def __init__(
        self, transport: Transport, options: StreamOptions, selection: ReportSelection | None, credits: int | None
    ) -> None:
        """Opens a channel: use `ViommuClient.open_vmm_channel`."""
        call = transport.bidirectional("/viommu.v1.ChannelService/VmmChannel", VmmChannelResponse)
        runtime = ThreadRuntime(call, transport.metadata(options.viommu_id), options, transport.timers)
        self._monitor = runtime.monitor
        with self._monitor:
            self._core = VmmCore(runtime, options, selection, credits)
            transport.streams.add(self)
            self._core.closed.when_settled(lambda: transport.streams.discard(self))
        try:
            self._monitor.result(self._core.ready, None)
        except BaseException:
            self.cancel()
            raise

    def __enter__(self) -> VmmChannel:
        """Returns itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Ends the channel; cancels it after an error."""
        if kind is None:
            self.end()
        else:
            self.cancel()

    def __iter__(self) -> Iterator[VmmChannelItem]:
        """Returns itself: leaving a loop leaves the channel open, and another goes on with the next item."""
        return self

    def __next__(self) -> VmmChannelItem:
        """Waits for the next item."""
        return self._next(None)

    @property
    def opened(self) -> ReportStreamOpened:
        """What the stream holds, as of the last connection."""
        with self._monitor:
            return self._core.opened

    @property
    def resume_point(self) -> ResumePoint:
        """Up to here every report has been received or explained."""
        with self._monitor:
            return self._core.progress.resume_point

    @property
    def closing(self) -> Closing | None:
        """The server's last message, once it came."""
        return self._core.closing

    @property
    def end_of_stream(self) -> StreamEnd | None:
        """How the channel ended for good; None while it has not."""
        with self._monitor:
            return self._core.closed.result() if self._core.closed.settled else None

    def receive(self, timeout: float | None = None) -> VmmChannelItem | None:
        """Waits for the next item, and returns None at the end.

        Args:
            timeout: Seconds to wait; None: as long as it takes.

        Raises:
            DeadlineExceededError: Nothing came in time.
            ViommuError: What the channel ended with; raised once.
        """
        try:
            return self._next(timeout)
        except StopIteration:
            return None

    def respond(
        self,
        responses: Iterable[PageResponse],
        *,
        on_error: OnError.ValueType | None = None,
        timeout: float | None = None,
    ) -> RespondToPageRequestsResponse:
        """Answers groups. Late, duplicate and unknown cookies are outcomes, not errors.

        Args:
            responses: The answers.
            on_error: What to do after a malformed item or a MISMATCH. Default: go on.
            timeout: Seconds to wait for the result; None: as long as it takes.
        """
        return self._request(lambda: self._core.respond(responses, on_error), timeout)

    def answer(self, responses: Iterable[PageResponse]) -> None:
        """Answers groups without waiting: half the messages of `respond`.

        Nothing comes back when every answer was sent and did what it says, else an item `Outcomes` or `Refused`.

        Raises:
            ConnectionLostError: There is no connection now.
        """
        with self._monitor:
            self._core.answer(responses)

    def resolve(
        self, items: Iterable[ResolveItem], *, on_error: OnError.ValueType | None = None, timeout: float | None = None
    ) -> ResolvePageRequestsResponse:
        """Maps pages and answers their groups Success, each item all or nothing.

        Args:
            items: Groups, and the mappings that resolve them.
            on_error: What to do after an item was refused. Default: go on.
            timeout: Seconds to wait for the result; None: as long as it takes.
        """
        return self._request(lambda: self._core.resolve(items, on_error), timeout)

    def map(
        self,
        domain_id: int,
        items: Iterable[MapItem] | MappingRecords,
        *,
        on_error: OnError.ValueType | None = None,
        invalidation_timeout_ns: int | None = None,
        timeout: float | None = None,
    ) -> MapResponse:
        """Makes mappings; returns when lowering permissions, if any, has ended.

        Args:
            domain_id: The domain.
            items: The mappings to make; records are the fast path.
            on_error: What to do after an item failed. Default: go on.
            invalidation_timeout_ns: Bounds the wait for device TLBs, in nanoseconds of the vIOMMU's clock.
            timeout: Seconds to wait for the result; None: as long as it takes.
        """
        return self._request(lambda: self._core.map(domain_id, items, on_error, invalidation_timeout_ns), timeout)

    def unmap(
        self,
        domain_id: int,
        ranges: Iterable[IovaRange] | RangeRecords,
        *,
        on_error: OnError.ValueType | None = None,
        invalidation_timeout_ns: int | None = None,
        timeout: float | None = None,
    ) -> UnmapResponse:
        """Removes mappings; returns when the operation has ended.

        Args:
            domain_id: The domain.
            ranges: The ranges to clear; records are the fast path.
            on_error: What to do after a range failed. Default: go on.
            invalidation_timeout_ns: Bounds the wait for device TLBs, in nanoseconds of the vIOMMU's clock.
            timeout: Seconds to wait for the result; None: as long as it takes.
        """
        return self._request(lambda: self._core.unmap(domain_id, ranges, on_error, invalidation_timeout_ns), timeout)

    def invalidate(
        self,
        entries: Iterable[InvalidationEntry],
        *,
        on_error: OnError.ValueType | None = None,
        invalidation_timeout_ns: int | None = None,
        timeout: float | None = None,
    ) -> InvalidateResponse:
        """Invalidates; returns when the operation has ended.

        Args:
            entries: What to invalidate, in order.
            on_error: What to do after an entry was refused. Default: go on.
            invalidation_timeout_ns: Bounds the wait for device TLBs, in nanoseconds of the vIOMMU's clock.
            timeout: Seconds to wait for the result; None: as long as it takes.
        """
        return self._request(lambda: self._core.invalidate(entries, on_error, invalidation_timeout_ns), timeout)

    def set_credits(self, credits: int) -> None:
        """Changes the credits, now and for later connections."""
        with self._monitor:
            self._core.set_credits(credits)

    def end(self, timeout: float | None = None) -> StreamEnd:
        """Says that nothing more will be sent, and waits for the end: requests made before still get their results.

        Args:
            timeout: Seconds to wait; None: as long as it takes.
        """
        with self._monitor:
            self._core.end()
        return self._monitor.result(self._core.closed, timeout)

    def cancel(self) -> None:
        """Ends the channel at once; outstanding requests raise."""
        with self._monitor:
            self._core.cancel()

    def _next(self, timeout: float | None) -> VmmChannelItem:
        with self._monitor:
            if not self._monitor.wait_until(lambda: self._core.items.ready, until(timeout)):
                raise too_late(timeout)
            try:
                return self._core.items.take()
            except EndOfItems:
                raise StopIteration from None

    def _request(self, begin: Callable[[], Deferred[T]], timeout: float | None) -> T:
        with self._monitor:
            result = begin()
        return self._monitor.result(result, timeout)

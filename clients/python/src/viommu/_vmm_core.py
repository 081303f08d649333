"""`ChannelService.VmmChannel`: one stream over as many connections as it takes.

Knows neither threads nor event loops.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from viommu._backoff import Backoff, Reconnect
from viommu._deferred import Deferred
from viommu._loss import connection_away, connection_end, lost_before_result, name_of
from viommu._progress import Progress
from viommu._requests import build, encode
from viommu._runtime import Connection, Items, Requests, Runtime, State, StreamOptions, Timer, result_of
from viommu.errors import CallCancelledError, ConnectionLostError, ViommuError, error_of_refusal, is_reason
from viommu.items import Outcomes, Refused, Reports, Resumed, Skipped, StreamEnd, VmmChannelItem
from viommu.records import MappingRecords, RangeRecords
from viommu.v1 import (
    Closing,
    DomainSubscription,
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
    SetCredits,
    SkippedReports,
    UnmapResponse,
    VmmChannelRequest,
    VmmChannelResponse,
    VmmInvalidate,
    VmmMap,
    VmmOpen,
    VmmResolve,
    VmmRespond,
    VmmUnmap,
)

#: Items read ahead of the loop while no request is outstanding: a result may be behind them.
_READ_AHEAD: Final = 64


class VmmCore:
    """The state of a VMM's channel."""

    def __init__(
        self, runtime: Runtime, options: StreamOptions, selection: ReportSelection | None, credits: int | None
    ) -> None:
        """Begins the first connection."""
        self._runtime = runtime
        self._options = options
        self._selection = selection
        self._credits = credits
        self._reconnect = options.reconnect or Reconnect()
        self._backoff = Backoff(self._reconnect)
        self._patience = self._reconnect.patience()
        self._requests = Requests()
        self._progress: Progress | None = None
        self._connection: Connection | None = None
        self._timer: Timer | None = None
        self._open = False
        self._state = State.RUNNING
        self._opened: ReportStreamOpened | None = None
        self.items: Items[VmmChannelItem] = Items(self._balance)
        #: Settled with the first connection that was opened, or with why none was.
        self.ready: Deferred[None] = Deferred()
        self.closed: Deferred[StreamEnd] = Deferred()
        self.closing: Closing | None = None
        self.closed.when_settled(self._never_opened)
        self._connect()

    @property
    def opened(self) -> ReportStreamOpened:
        """What the stream holds, as of the last connection."""
        assert self._opened is not None
        return self._opened

    @property
    def progress(self) -> Progress:
        """How far the stream has come."""
        assert self._progress is not None
        return self._progress

    def respond(
        self, responses: Iterable[PageResponse], on_error: OnError.ValueType | None
    ) -> Deferred[RespondToPageRequestsResponse]:
        """Answers groups."""
        respond = build(VmmRespond, {"responses": responses, "on_error": on_error})
        return result_of(self._request(VmmChannelRequest(respond=respond)), RespondToPageRequestsResponse)

    def answer(self, responses: Iterable[PageResponse]) -> None:
        """Answers groups without waiting."""
        self._send(VmmChannelRequest(tag=0, respond=build(VmmRespond, {"responses": responses})))

    def resolve(
        self, items: Iterable[ResolveItem], on_error: OnError.ValueType | None
    ) -> Deferred[ResolvePageRequestsResponse]:
        """Maps pages and answers their groups."""
        resolve = build(VmmResolve, {"items": items, "on_error": on_error})
        return result_of(self._request(VmmChannelRequest(resolve=resolve)), ResolvePageRequestsResponse)

    def map(
        self,
        domain_id: int,
        items: Iterable[MapItem] | MappingRecords,
        on_error: OnError.ValueType | None,
        invalidation_timeout_ns: int | None,
    ) -> Deferred[MapResponse]:
        """Makes mappings."""
        batch = {"records": bytes(items)} if isinstance(items, MappingRecords) else {"items": items}
        fields = {"domain_id": domain_id, **batch, "on_error": on_error}
        made = build(VmmMap, {**fields, "invalidation_timeout_ns": invalidation_timeout_ns})
        return result_of(self._request(VmmChannelRequest(map=made)), MapResponse)

    def unmap(
        self,
        domain_id: int,
        ranges: Iterable[IovaRange] | RangeRecords,
        on_error: OnError.ValueType | None,
        invalidation_timeout_ns: int | None,
    ) -> Deferred[UnmapResponse]:
        """Removes mappings."""
        batch = {"records": bytes(ranges)} if isinstance(ranges, RangeRecords) else {"ranges": ranges}
        fields = {"domain_id": domain_id, **batch, "on_error": on_error}
        made = build(VmmUnmap, {**fields, "invalidation_timeout_ns": invalidation_timeout_ns})
        return result_of(self._request(VmmChannelRequest(unmap=made)), UnmapResponse)

    def invalidate(
        self,
        entries: Iterable[InvalidationEntry],
        on_error: OnError.ValueType | None,
        invalidation_timeout_ns: int | None,
    ) -> Deferred[InvalidateResponse]:
        """Invalidates."""
        fields = {"entries": entries, "on_error": on_error, "invalidation_timeout_ns": invalidation_timeout_ns}
        made = build(VmmInvalidate, fields)
        return result_of(self._request(VmmChannelRequest(invalidate=made)), InvalidateResponse)

    def set_credits(self, credits: int) -> None:
        """Changes the credits, now and for later connections."""
        request = VmmChannelRequest(tag=self._requests.next_tag(), set_credits=build(SetCredits, {"credits": credits}))
        self._credits = credits
        if self._open and self._state is State.RUNNING and self._connection is not None:
            self._connection.send(encode(request))

    def end(self) -> None:
        """Says that nothing more will be sent; `closed` follows."""
        if not self._open or self._connection is None:
            self.cancel()
        elif self._state is State.RUNNING:
            self._state = State.ENDING
            self._connection.half_close()
            self._balance()

    def cancel(self) -> None:
        """Ends the channel at once."""
        if self._state in (State.CANCELLED, State.OVER):
            return
        self._state = State.CANCELLED
        if self._connection is None:
            self._finish(StreamEnd())
        else:
            self._connection.fail(CallCancelledError("the channel was cancelled"))

    def message(self, output: VmmChannelResponse) -> None:
        """Takes a message of the server."""
        arm = output.WhichOneof("payload")
        if arm == "reports":
            for skipped in output.reports.skipped:
                self._skipped(skipped)
            reports = self.progress.received(output.reports.reports)
            if reports:
                self._deliver(Reports(reports))
        elif arm == "skipped":
            self._skipped(output.skipped)
        elif arm == "opened":
            self._was_opened(output.opened)
        elif arm == "refused":
            self._refused(output.tag, error_of_refusal(output.refused))
        elif arm == "closing":
            self.closing = output.closing
        elif arm is None or arm == "heartbeat":
            return
        elif output.tag != 0:
            self._requests.resolve(output.tag, getattr(output, arm))
        elif arm == "respond_result":
            self._deliver(Outcomes(output.respond_result))

    def disconnected(self, error: ViommuError | None) -> None:
        """Takes the end of a connection."""
        self._open = False
        self._connection = None
        end, loss, why = connection_end(self.closing, error)
        self._requests.reject_all(lost_before_result(f"the connection ended before the result: {why}", error))
        if self._state is State.CANCELLED:
            return self._finish(StreamEnd())
        wants_back = self._state is State.RUNNING and self._options.reconnect is not None
        # By the lost connection, perhaps, of whose end the server has not heard.
        is_controlled = is_reason(error, "CONTROLLER_EXISTS")
        if self._progress is None or not wants_back or (loss is None and not is_controlled):
            return self._finish(end)
        self.closing = None
        delay = (self._patience if is_controlled else self._backoff).delay()
        if delay is None:
            return self._finish(end)
        self._timer = self._runtime.call_later(delay, self._connect)
        return None

    def _request(self, request: VmmChannelRequest) -> Deferred[object]:
        def send(tag: int) -> None:
            request.tag = tag
            self._send(request)

        result = self._requests.make(send)
        self._balance()
        return result

    def _send(self, request: VmmChannelRequest) -> None:
        encoded = encode(request)
        if self._state is not State.RUNNING:
            raise ConnectionLostError("the channel has ended", sent=False)
        if not self._open or self._connection is None:
            raise connection_away()
        self._connection.send(encoded)

    def _encode_open(self) -> bytes:
        fields = {
            "viommu_id": self._options.viommu_id,
            "selection": self._selection,
            "credits": self._credits,
            "heartbeat_interval_ms": self._options.heartbeat_interval_ms,
        }
        opening = build(VmmOpen, fields)
        if self._progress is not None:
            # Control that somebody else has by now is not taken back.
            domains: Iterable[DomainSubscription] = opening.selection.domains
            for domain in domains:
                domain.take_over = False
            opening.selection.resume.CopyFrom(self._progress.resume_point)
        return encode(VmmChannelRequest(open=opening))

    def _connect(self) -> None:
        self._timer = None
        opening = self._encode_open()
        self._connection = self._runtime.connect(self)
        self._connection.send(opening)

    def _skipped(self, skipped: SkippedReports) -> None:
        self.progress.skipped(skipped)
        self._deliver(Skipped(skipped))

    def _was_opened(self, opened: ReportStreamOpened) -> None:
        self._open = True
        self._opened = opened
        self._backoff.succeeded()
        self._patience.succeeded()
        if self._progress is None:
            self._progress = Progress(opened)
            self.ready.resolve(None)
        else:
            self._progress.reopened(opened)
            self._deliver(Resumed(opened.resume_outcome, opened))

    def _refused(self, tag: int, error: ViommuError) -> None:
        if not self._open and self._connection is not None:
            self._connection.fail(error)
        elif not self._requests.reject(tag, error):
            self._deliver(Refused(error))

    def _deliver(self, item: VmmChannelItem) -> None:
        self.items.push(item)
        self._balance()

    def _balance(self) -> None:
        """Reads ahead only so far, unless somebody waits for a result, or for the end, that may be behind the items."""
        if self._connection is None:
            return
        is_waited_for = len(self._requests) > 0 or self._state is not State.RUNNING
        if len(self.items) >= _READ_AHEAD and not is_waited_for:
            self._connection.pause()
        else:
            self._connection.resume()

    def _finish(self, end: StreamEnd) -> None:
        self._state = State.OVER
        if self._timer is not None:
            self._timer.cancel()
        self.items.end(end.error)
        self.closed.resolve(end)

    def _never_opened(self) -> None:
        end = self.closed.result()
        why = name_of(end.closing.reason) if end.closing is not None else "cancelled"
        self.ready.reject(end.error or CallCancelledError(f"the stream ended before it was opened: {why}"))

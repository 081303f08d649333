"""Server streams of reports and of what an endpoint receives, for threads."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from types import TracebackType

from viommu._group import ResponseStream
from viommu._progress import Progress
from viommu._requests import build
from viommu._transport import Transport
from viommu.items import FaultWatchItem, Opened, Quiet, Reports, Skipped
from viommu.v1 import (
    Closing,
    ReportSelection,
    ResumePoint,
    SkippedReports,
    WatchEndpointRequest,
    WatchEndpointResponse,
    WatchFaultsRequest,
    WatchFaultsResponse,
)


class FaultItems:
    """Turns messages of `WatchFaults` into items, and follows how far they have come."""

    def __init__(self) -> None:
        """Begins before the first message."""
        self.closing: Closing | None = None
        self._progress: Progress | None = None

    @property
    def resume_point(self) -> ResumePoint | None:
        """Where another stream can go on; None until the stream was opened."""
        return None if self._progress is None else self._progress.resume_point

    def of(self, message: WatchFaultsResponse) -> Iterator[FaultWatchItem]:
        """Yields the items of a message."""
        arm = message.WhichOneof("payload")
        if arm == "opened":
            self._progress = Progress(message.opened)
            yield Opened(message.opened)
        elif arm == "reports":
            for skipped in message.reports.skipped:
                yield self._skipped(skipped)
            if self._progress is not None:
                self._progress.received(message.reports.reports)
            yield Reports(message.reports.reports)
        elif arm == "skipped":
            yield self._skipped(message.skipped)
        elif arm == "heartbeat":
            yield Quiet(message.heartbeat)
        elif arm == "closing":
            self.closing = message.closing

    def _skipped(self, skipped: SkippedReports) -> Skipped:
        if self._progress is not None:
            self._progress.skipped(skipped)
        return Skipped(skipped)


def watch_faults_request(
    viommu_id: str, selection: ReportSelection | None, credits: int | None, heartbeat_interval_ms: int | None
) -> WatchFaultsRequest:
    """Returns the request of `WatchFaults`."""
    fields = {"viommu_id": viommu_id, "selection": selection, "credits": credits}
    return build(WatchFaultsRequest, {**fields, "heartbeat_interval_ms": heartbeat_interval_ms})


def watch_endpoint_request(viommu_id: str, endpoint_id: int, heartbeat_interval_ms: int | None) -> WatchEndpointRequest:
    """Returns the request of `WatchEndpoint`."""
    fields = {"viommu_id": viommu_id, "endpoint_id": endpoint_id, "heartbeat_interval_ms": heartbeat_interval_ms}
    return build(WatchEndpointRequest, fields)


WATCH_FAULTS = "/viommu.v1.FaultService/WatchFaults"
WATCH_ENDPOINT = "/viommu.v1.EndpointService/WatchEndpoint"


class FaultWatch:
    """A stream of reports, by `ViommuClient.watch_faults`. One loop may read it; leaving its `with` cancels it.

    It does not come back by itself: see `resume_point`.
    """

    def __init__(self, transport: Transport, request: WatchFaultsRequest) -> None:
        """Opens a stream: use `ViommuClient.watch_faults`."""
        self._stream: ResponseStream[WatchFaultsResponse] = ResponseStream(
            transport, lambda: transport.stream(WATCH_FAULTS, request, WatchFaultsResponse, None)
        )
        self._items = FaultItems()
        self._waiting: deque[FaultWatchItem] = deque()

    def __enter__(self) -> FaultWatch:
        """Returns itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Cancels the stream."""
        self.cancel()

    def __iter__(self) -> Iterator[FaultWatchItem]:
        """Returns itself: one loop may read it."""
        return self

    def __next__(self) -> FaultWatchItem:
        """Waits for the next item.

        Raises:
            ViommuError: What the stream was refused with, or how it broke.
        """
        while not self._waiting:
            self._waiting.extend(self._items.of(next(self._stream)))
        return self._waiting.popleft()

    @property
    def closing(self) -> Closing | None:
        """The server's last message, once it came: why the stream ended. The loop then ends without an error."""
        return self._items.closing

    @property
    def resume_point(self) -> ResumePoint | None:
        """Where another stream can go on: up to here everything has been received or explained. None until opened."""
        return self._items.resume_point

    def cancel(self) -> None:
        """Ends the stream; a loop that reads it ends."""
        self._stream.cancel()


class EndpointWatch:
    """What an endpoint receives, by `ViommuClient.watch_endpoint`. Leaving its `with` cancels it.

    What comes are messages `WatchEndpointResponse`; `message.WhichOneof("payload")` says what each of them is.
    """

    def __init__(self, transport: Transport, request: WatchEndpointRequest) -> None:
        """Opens a stream: use `ViommuClient.watch_endpoint`."""
        self._stream: ResponseStream[WatchEndpointResponse] = ResponseStream(
            transport, lambda: transport.stream(WATCH_ENDPOINT, request, WatchEndpointResponse, None)
        )
        self._closing: Closing | None = None

    def __enter__(self) -> EndpointWatch:
        """Returns itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Cancels the stream."""
        self.cancel()

    def __iter__(self) -> Iterator[WatchEndpointResponse]:
        """Returns itself: one loop may read it."""
        return self

    def __next__(self) -> WatchEndpointResponse:
        """Waits for the next message.

        Raises:
            ViommuError: What the stream was refused with, or how it broke.
        """
        message = next(self._stream)
        if not message.HasField("closing"):
            return message
        self._closing = message.closing
        return next(self)

    @property
    def closing(self) -> Closing | None:
        """The server's last message, once it came: why the stream ended. The loop then ends without an error."""
        return self._closing

    def cancel(self) -> None:
        """Ends the stream; a loop that reads it ends."""
        self._stream.cancel()

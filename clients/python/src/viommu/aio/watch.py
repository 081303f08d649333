"""Server streams of reports and of what an endpoint receives, for asyncio."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator
from types import TracebackType

from viommu.aio._group import AsyncResponseStream
from viommu.aio._transport import AsyncTransport
from viommu.items import FaultWatchItem
from viommu.v1 import (
    Closing,
    ResumePoint,
    WatchEndpointRequest,
    WatchEndpointResponse,
    WatchFaultsRequest,
    WatchFaultsResponse,
)
from viommu.watch import WATCH_ENDPOINT, WATCH_FAULTS, FaultItems


class FaultWatch:
    """A stream of reports, by `ViommuClient.watch_faults`. One loop may read it; leaving its `async with` cancels it.

    It does not come back by itself: see `resume_point`.
    """

    def __init__(self, transport: AsyncTransport, request: WatchFaultsRequest) -> None:
        """Opens a stream: use `ViommuClient.watch_faults`."""
        self._stream: AsyncResponseStream[WatchFaultsResponse] = AsyncResponseStream(
            transport, lambda: transport.stream(WATCH_FAULTS, request, WatchFaultsResponse, None)
        )
        self._items = FaultItems()
        self._waiting: deque[FaultWatchItem] = deque()

    async def __aenter__(self) -> FaultWatch:
        """Returns itself."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        """Cancels the stream."""
        self.cancel()

    def __aiter__(self) -> AsyncIterator[FaultWatchItem]:
        """Returns itself: one loop may read it."""
        return self

    async def __anext__(self) -> FaultWatchItem:
        """Waits for the next item.

        Raises:
            ViommuError: What the stream was refused with, or how it broke.
        """
        while not self._waiting:
            self._waiting.extend(self._items.of(await self._stream.__anext__()))
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
    """What an endpoint receives, by `ViommuClient.watch_endpoint`. Leaving its `async with` cancels it.

    What comes are messages `WatchEndpointResponse`; `message.WhichOneof("payload")` says what each of them is.
    """

    def __init__(self, transport: AsyncTransport, request: WatchEndpointRequest) -> None:
        """Opens a stream: use `ViommuClient.watch_endpoint`."""
        self._stream: AsyncResponseStream[WatchEndpointResponse] = AsyncResponseStream(
            transport, lambda: transport.stream(WATCH_ENDPOINT, request, WatchEndpointResponse, None)
        )
        self._closing: Closing | None = None

    async def __aenter__(self) -> EndpointWatch:
        """Returns itself."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        """Cancels the stream."""
        self.cancel()

    def __aiter__(self) -> AsyncIterator[WatchEndpointResponse]:
        """Returns itself: one loop may read it."""
        return self

    async def __anext__(self) -> WatchEndpointResponse:
        """Waits for the next message.

        Raises:
            ViommuError: What the stream was refused with, or how it broke.
        """
        message = await self._stream.__anext__()
        if not message.HasField("closing"):
            return message
        self._closing = message.closing
        return await self.__anext__()

    @property
    def closing(self) -> Closing | None:
        """The server's last message, once it came: why the stream ended. The loop then ends without an error."""
        return self._closing

    def cancel(self) -> None:
        """Ends the stream; a loop that reads it ends."""
        self._stream.cancel()

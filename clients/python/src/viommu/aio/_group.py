"""What the generated calls are made of, for asyncio."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from types import TracebackType
from typing import Any, Generic, TypeVar

import grpc
import grpc.aio
from google.protobuf.message import Message

from viommu._requests import build
from viommu.aio._transport import AsyncTransport
from viommu.errors import error_of_call

Response = TypeVar("Response", bound=Message)


class AsyncResponseStream(Generic[Response]):
    """The messages of a server stream. Leaving the `async with` cancels it."""

    def __init__(self, transport: AsyncTransport, begin: Callable[[], Any]) -> None:
        """Begins the call."""
        self._transport = transport
        self._cancelled = False
        self._call = begin()
        transport.streams.add(self)
        self._call.add_done_callback(self._ended)

    async def __aenter__(self) -> AsyncResponseStream[Response]:
        """Returns itself."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        """Cancels the stream."""
        self.cancel()

    def __aiter__(self) -> AsyncIterator[Response]:
        """Returns itself: one loop may read it."""
        return self

    async def __anext__(self) -> Response:
        """Waits for the next message.

        Raises:
            ViommuError: What the stream was refused with, or how it broke.
        """
        try:
            message = await self._call.read()
        except grpc.RpcError as error:
            if self._cancelled:
                raise StopAsyncIteration from None
            raise error_of_call(error) from error
        except asyncio.CancelledError:
            if self._cancelled:
                raise StopAsyncIteration from None
            raise
        if message is grpc.aio.EOF:
            raise StopAsyncIteration
        result: Response = message
        return result

    def cancel(self) -> None:
        """Ends the stream; a loop that reads it ends."""
        self._cancelled = True
        self._call.cancel()

    def _ended(self, _call: object) -> None:
        self._transport.streams.discard(self)


class AsyncGroup:
    """The calls of one service."""

    def __init__(self, transport: AsyncTransport) -> None:
        """Makes calls over `transport`."""
        self._transport = transport

    async def _unary(
        self, path: str, request: type[Message], response: type[Response], timeout: float | None, **fields: object
    ) -> Response:
        return await self._transport.unary(path, build(request, fields), response, timeout)

    def _stream(
        self, path: str, request: type[Message], response: type[Response], timeout: float | None, **fields: object
    ) -> AsyncResponseStream[Response]:
        made = build(request, fields)
        return AsyncResponseStream(self._transport, lambda: self._transport.stream(path, made, response, timeout))

    async def _pages(
        self,
        path: str,
        request: type[Message],
        response: type[Message],
        timeout: float | None,
        *,
        items: str,
        **fields: object,
    ) -> AsyncIterator[Any]:
        token = ""
        while True:
            page = await self._unary(path, request, response, timeout, **fields, page_token=token)
            for item in getattr(page, items):
                yield item
            token = getattr(page, "next_page_token", "")
            if not token:
                return

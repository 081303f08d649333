"""What the generated calls are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any, Generic, TypeVar

import grpc
from google.protobuf.message import Message

from viommu._requests import build
from viommu._transport import Transport
from viommu.errors import error_of_call

Response = TypeVar("Response", bound=Message)


class ResponseStream(Generic[Response]):
    """The messages of a server stream. Leaving the `with` cancels it."""

    def __init__(self, transport: Transport, begin: Callable[[], Any]) -> None:
        """Begins the call."""
        self._transport = transport
        self._cancelled = False
        self._call = begin()
        transport.streams.add(self)
        self._call.add_callback(self._ended)

    def __enter__(self) -> ResponseStream[Response]:
        """Returns itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Cancels the stream."""
        self.cancel()

    def __iter__(self) -> Iterator[Response]:
        """Returns itself: one loop may read it."""
        return self

    def __next__(self) -> Response:
        """Waits for the next message.

        Raises:
            ViommuError: What the stream was refused with, or how it broke.
        """
        try:
            message: Response = next(self._call)
        except grpc.RpcError as error:
            if self._cancelled:
                raise StopIteration from None
            raise error_of_call(error) from error
        return message

    def cancel(self) -> None:
        """Ends the stream; a loop that reads it ends."""
        self._cancelled = True
        self._call.cancel()

    def _ended(self) -> None:
        self._transport.streams.discard(self)


class Group:
    """The calls of one service."""

    def __init__(self, transport: Transport) -> None:
        """Makes calls over `transport`."""
        self._transport = transport

    def _unary(
        self, path: str, request: type[Message], response: type[Response], timeout: float | None, **fields: object
    ) -> Response:
        return self._transport.unary(path, build(request, fields), response, timeout)

    def _stream(
        self, path: str, request: type[Message], response: type[Response], timeout: float | None, **fields: object
    ) -> ResponseStream[Response]:
        made = build(request, fields)
        return ResponseStream(self._transport, lambda: self._transport.stream(path, made, response, timeout))

    def _pages(
        self,
        path: str,
        request: type[Message],
        response: type[Message],
        timeout: float | None,
        *,
        items: str,
        **fields: object,
    ) -> Iterator[Any]:
        token = ""
        while True:
            page = self._unary(path, request, response, timeout, **fields, page_token=token)
            yield from getattr(page, items)
            token = getattr(page, "next_page_token", "")
            if not token:
                return

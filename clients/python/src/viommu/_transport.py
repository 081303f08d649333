"""What every blocking call needs: the connection, the defaults, and what to cancel when the client is closed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, TypeVar

import grpc
from google.protobuf.message import Message

from viommu._requests import (
    CallMetadata,
    ChannelOption,
    channel_options,
    checked_target,
    deadline,
    encode,
    encoded_already,
    metadata_of,
)
from viommu._threads import Timers
from viommu.errors import CallCancelledError, error_of_call

Response = TypeVar("Response", bound=Message)


class Cancellable(Protocol):
    """A stream that is open."""

    def cancel(self) -> None:
        """Ends it at once."""


class Transport:
    """One connection to a server, and how calls are made over it."""

    def __init__(
        self,
        target: str,
        timeout: float,
        metadata: Mapping[str, str],
        options: Mapping[str, ChannelOption] | None,
    ) -> None:
        """Connects with the first call."""
        self.channel = grpc.insecure_channel(checked_target(target), options=channel_options(options))
        self.timers = Timers()
        #: What is cancelled when the client is closed.
        self.streams: set[Cancellable] = set()
        self._timeout = timeout
        self._metadata = metadata
        self._closed = False

    def metadata(self, viommu_id: object) -> CallMetadata:
        """Returns the metadata of a call about a vIOMMU."""
        return metadata_of(viommu_id, self._metadata)

    def may_begin(self) -> None:
        """Refuses to begin anything on a client that was closed."""
        if self._closed:
            raise CallCancelledError("the client was closed")

    def unary(self, path: str, request: Message, response: type[Response], timeout: float | None) -> Response:
        """Makes a unary call."""
        encoded = encode(request)
        self.may_begin()
        call = self.channel.unary_unary(
            path, request_serializer=encoded_already, response_deserializer=response.FromString
        )
        try:
            return call(
                encoded,
                timeout=deadline(timeout, self._timeout),
                metadata=self.metadata(getattr(request, "viommu_id", None)),
            )
        except grpc.RpcError as error:
            raise error_of_call(error) from error

    def stream(self, path: str, request: Message, response: type[Response], timeout: float | None) -> Any:
        """Begins a call whose response is a stream."""
        encoded = encode(request)
        self.may_begin()
        call = self.channel.unary_stream(
            path, request_serializer=encoded_already, response_deserializer=response.FromString
        )
        seconds = None if timeout is None else deadline(timeout, timeout)
        return call(encoded, timeout=seconds, metadata=self.metadata(getattr(request, "viommu_id", None)))

    def bidirectional(self, path: str, response: type[Message]) -> grpc.StreamStreamMultiCallable[bytes, Any]:
        """Returns the callable of a bidirectional stream of messages that were encoded before."""
        self.may_begin()
        return self.channel.stream_stream(
            path, request_serializer=encoded_already, response_deserializer=response.FromString
        )

    def close(self) -> None:
        """Cancels every stream and closes the connection."""
        self._closed = True
        for stream in list(self.streams):
            stream.cancel()
        self.timers.close()
        self.channel.close()

"""A gRPC server that says what a test tells it to, for what a real one does only by chance."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping
from typing import Any, Generic, TypeVar

import grpc
import grpc.aio
from google.protobuf import any_pb2
from google.protobuf.message import Message
from google.rpc import error_details_pb2, status_pb2

from tests.server import temporary_directory
from viommu.v1 import (
    EndpointChannelRequest,
    EndpointChannelResponse,
    VmmChannelRequest,
    VmmChannelResponse,
    channel_service_pb2_grpc,
)

Request = TypeVar("Request", bound=Message)
Response = TypeVar("Response", bound=Message)


class _End:
    """How a call ends."""

    def __init__(self, code: grpc.StatusCode, details: str, trailers: tuple[tuple[str, bytes], ...]) -> None:
        self.code = code
        self.details = details
        self.trailers = trailers


class Peer(Generic[Request, Response]):
    """The server's end of one bidirectional stream."""

    def __init__(self, metadata: Mapping[str, str]) -> None:
        """Makes one."""
        self.metadata = metadata
        self.requests: asyncio.Queue[Request | None] = asyncio.Queue()
        self.outgoing: asyncio.Queue[Response | _End] = asyncio.Queue()

    async def expect(self) -> Request:
        """Returns the next message, which must come."""
        request = await asyncio.wait_for(self.requests.get(), 10)
        assert request is not None, "the client ended its side"
        return request

    async def expect_end(self) -> None:
        """Waits until the client has ended its side."""
        assert await asyncio.wait_for(self.requests.get(), 10) is None

    def send(self, *responses: Response) -> None:
        """Sends messages."""
        for response in responses:
            self.outgoing.put_nowait(response)

    def end(self) -> None:
        """Ends the stream cleanly."""
        self.outgoing.put_nowait(_End(grpc.StatusCode.OK, "", ()))

    def fail(
        self, code: grpc.StatusCode = grpc.StatusCode.UNAVAILABLE, details: str = "gone", reason: str | None = None
    ) -> None:
        """Ends the stream with an error."""
        trailers = () if reason is None else trailers_of(error_details_pb2.ErrorInfo(reason=reason, domain="viommu"))
        self.outgoing.put_nowait(_End(code, details, trailers))


VmmPeer = Peer[VmmChannelRequest, VmmChannelResponse]
EndpointPeer = Peer[EndpointChannelRequest, EndpointChannelResponse]


def trailers_of(*details: Message, code: int = 9) -> tuple[tuple[str, bytes], ...]:
    """Returns trailers with a google.rpc.Status."""
    status = status_pb2.Status(code=code, message="no")
    for detail in details:
        packed = any_pb2.Any()
        packed.Pack(detail)
        status.details.append(packed)
    return (("grpc-status-details-bin", status.SerializeToString()),)


class ScriptedServer(channel_service_pb2_grpc.ChannelServiceServicer):
    """Hands every stream to the test."""

    def __init__(self, target: str) -> None:
        """Makes one that does not listen yet."""
        self.target = target
        self.vmm: asyncio.Queue[VmmPeer] = asyncio.Queue()
        self.endpoint: asyncio.Queue[EndpointPeer] = asyncio.Queue()
        self._server: grpc.aio.Server | None = None

    async def start(self) -> None:
        """Listens."""
        self._server = grpc.aio.server()
        channel_service_pb2_grpc.add_ChannelServiceServicer_to_server(self, self._server)
        self._server.add_insecure_port(self.target)
        await self._server.start()

    async def kill(self) -> None:
        """Drops every connection, as a server that dies does."""
        if self._server is not None:
            await self._server.stop(None)
            self._server = None

    async def next_vmm(self) -> VmmPeer:
        """Waits for a VMM's stream."""
        return await asyncio.wait_for(self.vmm.get(), 10)

    async def next_endpoint(self) -> EndpointPeer:
        """Waits for a device model's stream."""
        return await asyncio.wait_for(self.endpoint.get(), 10)

    # gRPC also takes a coroutine that writes to its context; the generated type knows only generators.
    async def VmmChannel(self, request_iterator: Any, context: Any) -> None:  # type: ignore[override] # noqa: N802
        """Serves a VMM."""
        await self._serve(self.vmm, request_iterator, context)

    async def EndpointChannel(self, request_iterator: Any, context: Any) -> None:  # type: ignore[override] # noqa: N802
        """Serves a device model."""
        await self._serve(self.endpoint, request_iterator, context)

    async def _serve(self, peers: asyncio.Queue[Any], requests: AsyncIterator[Any], context: Any) -> None:
        peer: Peer[Any, Any] = Peer(dict(context.invocation_metadata()))
        peers.put_nowait(peer)

        async def read() -> None:
            async for request in requests:
                peer.requests.put_nowait(request)
            peer.requests.put_nowait(None)

        reading = asyncio.get_running_loop().create_task(read())
        try:
            while True:
                what = await peer.outgoing.get()
                if not isinstance(what, _End):
                    await context.write(what)
                elif what.code is grpc.StatusCode.OK:
                    return
                else:
                    await context.abort(what.code, what.details, what.trailers)
        finally:
            reading.cancel()
            peer.requests.put_nowait(None)


@contextlib.asynccontextmanager
async def scripted() -> AsyncIterator[ScriptedServer]:
    """Yields a scripted server that listens."""
    with temporary_directory() as directory:
        server = ScriptedServer(f"unix:{directory / 's'}")
        await server.start()
        try:
            yield server
        finally:
            await server.kill()

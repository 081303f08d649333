"""What the tests of the endpoint channel share: a channel with one endpoint, and the server's end of it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from typing import Any, NamedTuple

import viommu.aio
from tests.scripted import EndpointPeer, ScriptedServer, scripted
from viommu import Reconnect
from viommu.v1 import (
    Endpoint,
    EndpointChannelRequest,
    EndpointChannelResponse,
    EndpointPageResponse,
    EndpointResumed,
    PageRequest,
    Permissions,
    Refused,
)

QUICK = Reconnect(initial_delay=0.005, max_delay=0.01)
PAGES = [
    PageRequest(iova=0x1000, permissions=Permissions(read=True)),
    PageRequest(iova=0x2000, permissions=Permissions(write=True)),
]


class Device(NamedTuple):
    """A channel that owns endpoint 1, in generation 4."""

    server: ScriptedServer
    channel: viommu.aio.EndpointChannel
    endpoint: viommu.aio.ExternalEndpoint
    peer: EndpointPeer

    async def lose(self, peer: EndpointPeer | None = None) -> tuple[EndpointPeer, EndpointChannelRequest]:
        """Loses the connection; returns the next one and the hello on it."""
        (peer or self.peer).fail()
        again = await self.server.next_endpoint()
        return again, await again.expect()


def taken(tag: int, endpoint_id: int = 1, generation: int = 4) -> EndpointChannelResponse:
    """Returns the answer to RESET."""
    opened = Endpoint(endpoint_id=endpoint_id, endpoint_generation=generation)
    return EndpointChannelResponse(tag=tag, endpoint_id=endpoint_id, opened=opened)


def accepted(tag: int, endpoint_id: int = 1, **resumed: Any) -> EndpointChannelResponse:
    """Returns the answer to RESUME."""
    endpoint = Endpoint(endpoint_id=endpoint_id, endpoint_generation=4)
    return EndpointChannelResponse(
        tag=tag, endpoint_id=endpoint_id, resumed=EndpointResumed(endpoint=endpoint, next_sequence=100, **resumed)
    )


def refused(tag: int, reason: str, code: int = 9, **metadata: str) -> EndpointChannelResponse:
    """Returns a refusal."""
    return EndpointChannelResponse(
        tag=tag, endpoint_id=1, refused=Refused(code=code, reason=reason, message="no", metadata=metadata)
    )


def differs(tag: int) -> EndpointChannelResponse:
    """Returns the refusal of a RESUME in an old generation."""
    return refused(tag, "ENDPOINT_GENERATION_DIFFERS", endpoint_generation="6")


def response(sequence: int = 0, **fields: Any) -> EndpointChannelResponse:
    """Returns a PRG response."""
    return EndpointChannelResponse(
        endpoint_id=1, sequence=sequence, page_response=EndpointPageResponse(**{"prgi": 500, **fields})
    )


async def until(is_true: Callable[[], bool]) -> None:
    """Waits until something is true."""
    while not is_true():  # noqa: ASYNC110 - what is waited for knows of no event
        await asyncio.sleep(0.002)


async def settle() -> None:
    """Lets what is under way arrive."""
    await asyncio.sleep(0.05)


@contextlib.asynccontextmanager
async def device(options: dict[str, Any] | None = None, **handlers: Any) -> AsyncIterator[Device]:
    """Yields a channel that owns endpoint 1."""
    async with scripted() as server, viommu.aio.connect(server.target) as client:
        channel = client.open_endpoint_channel(viommu_id="vm", **{"reconnect": QUICK, **(options or {})})
        hello = asyncio.ensure_future(channel.hello(1, **handlers))
        peer = await server.next_endpoint()
        peer.send(taken((await peer.expect()).tag))
        yield Device(server, channel, await hello, peer)

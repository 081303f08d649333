"""The client: one connection to a server, and everything that can be done over it."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import Literal

import grpc

from viommu._backoff import Reconnect
from viommu._group import ResponseStream
from viommu._requests import DEFAULT_TIMEOUT, ChannelOption
from viommu._runtime import DEFAULT_QUEUE, StreamOptions
from viommu._services import Domains, Endpoints, Faults, GuestQueues, Invalidations, Memory, Rules, Viommus
from viommu._transport import Transport
from viommu.dirty_pages import DirtyPages
from viommu.endpoint_channel import EndpointChannel
from viommu.errors import DeadlineExceededError
from viommu.v1 import IovaRange, ReadDirtyPagesResponse, ReportSelection
from viommu.vmm_channel import VmmChannel
from viommu.watch import EndpointWatch, FaultWatch, watch_endpoint_request, watch_faults_request


def stream_options(
    viommu_id: str,
    heartbeat_interval_ms: int | None,
    reconnect: Reconnect | Literal[False] | None,
    max_queued_messages: int,
) -> StreamOptions:
    """Returns how the connections of a channel are kept."""
    how = Reconnect() if reconnect is None else reconnect or None
    return StreamOptions(
        viommu_id=viommu_id,
        heartbeat_interval_ms=heartbeat_interval_ms,
        reconnect=how,
        max_queued_messages=max_queued_messages,
    )


class ViommuClient:
    """A client of one server, made by `connect`. Nothing is sent before the first call. Threads may share it.

    Attributes:
        viommus: vIOMMUs: create and keep them, move virtual time; `get_info` of the server.
        endpoints: Endpoints: create them, operate their registers, act as a hosted one.
        domains: Domains: I/O address spaces, attachments, mappings.
        memory: Guest RAM.
        faults: Page-request groups and fault events: answer, inject, count.
        invalidations: Invalidation by hand.
        rules: Misbehaviour on command.
        guest_queues: Guest-native queues: bytes in, bytes out.
    """

    def __init__(
        self,
        target: str,
        *,
        timeout: float = DEFAULT_TIMEOUT,
        metadata: Mapping[str, str] | None = None,
        options: Mapping[str, ChannelOption] | None = None,
    ) -> None:
        """Makes a client: use `connect`."""
        self._transport = Transport(target, timeout, metadata or {}, options)
        self.viommus = Viommus(self._transport)
        self.endpoints = Endpoints(self._transport)
        self.domains = Domains(self._transport)
        self.memory = Memory(self._transport)
        self.faults = Faults(self._transport)
        self.invalidations = Invalidations(self._transport)
        self.rules = Rules(self._transport)
        self.guest_queues = GuestQueues(self._transport)

    def __enter__(self) -> ViommuClient:
        """Returns itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Closes the client."""
        self.close()

    @property
    def channel(self) -> grpc.Channel:
        """The connection, for the generated stubs (`viommu.v1.fault_service_pb2_grpc` and its neighbours)."""
        return self._transport.channel

    def wait_for_ready(self, timeout: float) -> None:
        """Waits until the server can be reached.

        Args:
            timeout: Seconds to wait.

        Raises:
            DeadlineExceededError: It could not be reached by then.
        """
        self._transport.may_begin()
        ready = grpc.channel_ready_future(self._transport.channel)
        try:
            ready.result(timeout)
        except grpc.FutureTimeoutError:
            ready.cancel()
            raise DeadlineExceededError(f"the server could not be reached within {timeout} s") from None

    def watch_faults(
        self,
        *,
        viommu_id: str,
        selection: ReportSelection | None = None,
        credits: int | None = None,
        heartbeat_interval_ms: int | None = None,
    ) -> FaultWatch:
        """Streams reports, by default as an observer. It does not come back by itself: see `FaultWatch.resume_point`.

        Args:
            viommu_id: The vIOMMU.
            selection: Domains, roles (default: OBSERVER) and where to begin.
            credits: The window of a stream that controls.
            heartbeat_interval_ms: Milliseconds between heartbeats while nothing happens, 100 to 3600000.
        """
        return FaultWatch(self._transport, watch_faults_request(viommu_id, selection, credits, heartbeat_interval_ms))

    def watch_endpoint(
        self, *, viommu_id: str, endpoint_id: int, heartbeat_interval_ms: int | None = None
    ) -> EndpointWatch:
        """Streams what an endpoint receives.

        Args:
            viommu_id: The vIOMMU.
            endpoint_id: The endpoint.
            heartbeat_interval_ms: Milliseconds between heartbeats while nothing happens, 100 to 3600000.
        """
        return EndpointWatch(self._transport, watch_endpoint_request(viommu_id, endpoint_id, heartbeat_interval_ms))

    def read_dirty_pages(
        self,
        *,
        viommu_id: str,
        domain_id: int,
        range: IovaRange,
        page_size_bytes: int = 0,
        keep: bool = False,
        timeout: float | None = None,
    ) -> DirtyPages:
        """Reads which pages endpoints have written.

        Args:
            viommu_id: The vIOMMU.
            domain_id: The domain.
            range: Which IOVAs, whole pages of `page_size_bytes`.
            page_size_bytes: What one bit stands for, in bytes: a power of two, at least the granule. 0: the granule.
            keep: Leaves the pages marked. Default: what is reported is clean from then on.
            timeout: Seconds a read may take; unset: as long as it takes.
        """

        def begin(size: int) -> ResponseStream[ReadDirtyPagesResponse]:
            return self.domains.read_dirty_pages(
                viommu_id=viommu_id,
                domain_id=domain_id,
                range=range,
                page_size_bytes=size,
                keep=keep,
                timeout=timeout,
            )

        def granule_bits() -> int:
            return self.domains.get_iova_ranges(viommu_id=viommu_id, domain_id=domain_id).granule_bits

        return DirtyPages(begin, page_size_bytes, granule_bits)

    def open_vmm_channel(
        self,
        *,
        viommu_id: str,
        selection: ReportSelection | None = None,
        credits: int | None = None,
        heartbeat_interval_ms: int | None = None,
        reconnect: Reconnect | Literal[False] | None = None,
        max_queued_messages: int = DEFAULT_QUEUE,
    ) -> VmmChannel:
        """Opens a VMM's stream.

        Args:
            viommu_id: The vIOMMU.
            selection: Domains, roles (default: CONTROLLER of all) and where to begin.
            credits: Unanswered groups the channel may hold, 0 to 65536. Default: 64.
            heartbeat_interval_ms: Milliseconds between heartbeats while nothing happens, 100 to 3600000. After three
                without one the connection counts as lost. Default: 10000.
            reconnect: How to come back after a loss; False: the channel then ends with the error.
            max_queued_messages: Messages that may wait for the transport; one more is refused (SEND_QUEUE_FULL).

        Raises:
            ViommuError: The server refuses it, as with CONTROLLER_EXISTS, or cannot be reached.
        """
        options = stream_options(viommu_id, heartbeat_interval_ms, reconnect, max_queued_messages)
        return VmmChannel(self._transport, options, selection, credits)

    def open_endpoint_channel(
        self,
        *,
        viommu_id: str,
        heartbeat_interval_ms: int | None = None,
        reconnect: Reconnect | Literal[False] | None = None,
        max_queued_messages: int = DEFAULT_QUEUE,
    ) -> EndpointChannel:
        """Returns a device model's stream; it is opened with the first `hello`.

        Args:
            viommu_id: The vIOMMU.
            heartbeat_interval_ms: Milliseconds between heartbeats while nothing happens, 100 to 3600000. After three
                without one the connection counts as lost. Default: 10000.
            reconnect: How to come back after a loss; False: the channel then ends with the error, and its endpoints are
                DISCONNECTED.
            max_queued_messages: Messages that may wait for the transport; one more is refused (SEND_QUEUE_FULL).
        """
        options = stream_options(viommu_id, heartbeat_interval_ms, reconnect, max_queued_messages)
        return EndpointChannel(self._transport, options)

    def close(self) -> None:
        """Cancels every stream and closes the connection; calls that are under way end with CANCELLED."""
        self._transport.close()


def connect(
    target: str,
    *,
    timeout: float = DEFAULT_TIMEOUT,
    metadata: Mapping[str, str] | None = None,
    options: Mapping[str, ChannelOption] | None = None,
) -> ViommuClient:
    """Returns a client of the server at `target`; it connects with the first call.

    Args:
        target: `unix:/path/to/socket`, or `host:port`.
        timeout: Seconds a unary call may take unless it says otherwise; `math.inf`: no deadline.
        metadata: Metadata sent with every call.
        options: Further options of the gRPC channel; they win over ours.

    Raises:
        ValueError: `target` is neither.
    """
    return ViommuClient(target, timeout=timeout, metadata=metadata, options=options)

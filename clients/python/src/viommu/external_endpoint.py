"""An external endpoint as its device model sees it, for threads."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from viommu._deferred import Deferred
from viommu._owned_endpoint import EndpointResumePoint, OwnedEndpoint
from viommu._requests import build
from viommu._threads import Monitor
from viommu.v1 import (
    AddressType,
    DmaRead,
    DmaResult,
    DmaWrite,
    Endpoint,
    EndpointPageResponse,
    EndpointResumed,
    OnError,
    PageRequest,
    PageRequestItem,
    Permissions,
    SubmitPageRequestsResponse,
    TranslationCompletion,
)

T = TypeVar("T")


class _Request(Protocol):
    """Begins a request and waits for its result."""

    def __call__(self, begin: Callable[[], Deferred[T]], timeout: float | None) -> T:
        """Does."""


class ExternalEndpoint:
    """An external endpoint, by `EndpointChannel.hello`.

    Requests wait for their results, and call the handlers that come due meanwhile. They raise `ViommuError` when
    refused and `ConnectionLostError` (CHANNEL_LOST) when the connection is lost before their result came; none is
    repeated. A `timeout`, in seconds, ends the wait (DeadlineExceededError), not the request.
    """

    def __init__(
        self,
        monitor: Monitor,
        owned: OwnedEndpoint,
        request: _Request,
        resume_point: Callable[[], EndpointResumePoint],
    ) -> None:
        """Makes an endpoint: use `EndpointChannel.hello`."""
        self._monitor = monitor
        self._owned = owned
        self._request = request
        self._resume_point = resume_point

    @property
    def endpoint_id(self) -> int:
        """The endpoint's id."""
        return self._owned.endpoint_id

    @property
    def opened(self) -> Endpoint:
        """The endpoint as it was when it was taken, or last went on."""
        return self._owned.opened

    @property
    def resumed(self) -> EndpointResumed | None:
        """What the server said when the endpoint last went on; None while it has not since it began anew."""
        return self._owned.resumed

    @property
    def resume_point(self) -> EndpointResumePoint:
        """Where another channel can go on, with `resume` of `hello`: up to here handlers have been called."""
        return self._resume_point()

    def dma_read(
        self,
        address: int,
        length_bytes: int,
        *,
        pasid: int | None = None,
        address_type: AddressType.ValueType | None = None,
        queue_tag: int | None = None,
        timeout: float | None = None,
    ) -> DmaResult:
        """Reads guest memory; a fault is a result. An access that stalls waits for the VMM.

        Args:
            address: The first address: an IOVA, or an output address with TRANSLATED.
            length_bytes: How much to read.
            pasid: The PASID; None: none.
            address_type: Default: UNTRANSLATED.
            queue_tag: Which of the device's queues makes the access.
            timeout: Seconds to wait; None: as long as it takes.
        """
        read = build(DmaRead, {"length_bytes": length_bytes})
        return self._request(lambda: self._owned.dma(address, read, pasid, address_type, queue_tag), timeout)

    def dma_write(
        self,
        address: int,
        data: bytes | bytearray | memoryview,
        *,
        pasid: int | None = None,
        address_type: AddressType.ValueType | None = None,
        queue_tag: int | None = None,
        timeout: float | None = None,
    ) -> DmaResult:
        """Writes guest memory; a fault is a result. An access that stalls waits for the VMM.

        Args:
            address: The first address: an IOVA, or an output address with TRANSLATED.
            data: What to write.
            pasid: The PASID; None: none.
            address_type: Default: UNTRANSLATED.
            queue_tag: Which of the device's queues makes the access.
            timeout: Seconds to wait; None: as long as it takes.
        """
        write = build(DmaWrite, {"data": bytes(data)})
        return self._request(lambda: self._owned.dma(address, write, pasid, address_type, queue_tag), timeout)

    def translate(
        self,
        iova: int,
        page_count: int,
        permissions: Permissions,
        *,
        pasid: int | None = None,
        timeout: float | None = None,
    ) -> TranslationCompletion:
        """Asks for translations of `page_count` pages of 4096 bytes.

        Args:
            iova: The first page's address.
            page_count: Pages, 1 to 512.
            permissions: What the endpoint wants to do there.
            pasid: The PASID; None: none.
            timeout: Seconds to wait; None: as long as it takes.
        """
        return self._request(lambda: self._owned.translate(iova, page_count, permissions, pasid), timeout)

    def submit_page_requests(
        self,
        items: Iterable[PageRequestItem],
        *,
        on_error: OnError.ValueType | None = None,
        allow_violation: bool = False,
        timeout: float | None = None,
    ) -> SubmitPageRequestsResponse:
        """Sends page requests; returns when they have been taken, not when they are answered.

        Args:
            items: The page requests, in order.
            on_error: What to do after an item was refused. Default: go on.
            allow_violation: Sends what the endpoint must not send, and has each recorded as a violation.
            timeout: Seconds to wait; None: as long as it takes.
        """
        return self._request(lambda: self._owned.submit_page_requests(items, on_error, allow_violation), timeout)

    def request_pages(
        self,
        *,
        prgi: int,
        pages: Iterable[PageRequest],
        pasid: int | None = None,
        queue_tag: int | None = None,
        length_hint_bytes: int | None = None,
        allow_violation: bool = False,
        timeout: float | None = None,
    ) -> EndpointPageResponse:
        """Sends one group and waits for its PRG response.

        Args:
            prgi: Page-request group index, 0 to 511.
            pages: The pages, at least one; the last closes the group.
            pasid: The PASID; None: none.
            queue_tag: Which of the device's queues asks.
            length_hint_bytes: How many bytes from the last page's address the device is going to touch; a hint.
            allow_violation: Sends what the endpoint must not send, and has each recorded as a violation.
            timeout: Seconds to wait; None: as long as it takes.

        Raises:
            ViommuError: The refusal of the first page that is refused; PAGE_REQUEST_FORGOTTEN when the endpoint
                forgets its requests (function reset, PRI reset, Response Failure, or the group did not survive a
                loss); PAGE_REQUEST_UNANSWERED when nothing will answer: the vIOMMU ended the group without an answer,
                or the pages were a Stop Marker.
        """
        return self._request(
            lambda: self._owned.request_pages(prgi, pages, pasid, queue_tag, length_hint_bytes, allow_violation),
            timeout,
        )

    def send_stop_marker(
        self, pasid: int, *, prgi: int = 0, timeout: float | None = None
    ) -> SubmitPageRequestsResponse:
        """Sends a PASID Stop Marker: no page request of this PASID follows. It takes no credit and is not answered.

        Args:
            pasid: The PASID.
            prgi: The index it carries.
            timeout: Seconds to wait; None: as long as it takes.
        """
        return self._request(lambda: self._owned.send_stop_marker(pasid, prgi), timeout)

    def complete_invalidation(
        self, itags: Iterable[int], *, completion_count: int | None = None, requester_id: int | None = None
    ) -> None:
        """Completes invalidations.

        Those of a connection that was lost have ended; their tags may be in use again, so let none of them be completed
        after `on_disconnected`.

        Args:
            itags: The tags, each 0 to 31.
            completion_count: How many such messages come for each tag, one for each traffic class that was used, 1 to
                7; 0 means 8. None: 1. A tag is completed when they all have come.
            requester_id: The requester id, 16 bits, where it is not the endpoint's own: every tag is then unexpected.
        """
        with self._monitor:
            self._owned.complete_invalidation(itags, completion_count, requester_id)

    def barrier(self, *, timeout: float | None = None) -> None:
        """Waits until the server has handled everything that was sent, and handlers were called for what came of it.

        Args:
            timeout: Seconds to wait; None: as long as it takes.
        """
        self._request(self._owned.barrier, timeout)

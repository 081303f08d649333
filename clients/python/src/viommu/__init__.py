"""The Python client of viommud, a gRPC virtual-IOMMU backend for virtual machine monitors.

Start with `connect`; `viommu.aio` has the same for asyncio. The messages are in `viommu.v1`.
"""

from viommu._backoff import Reconnect
from viommu._owned_endpoint import EndpointResumePoint
from viommu._requests import MAX_MESSAGE_BYTES
from viommu.client import ViommuClient, connect
from viommu.dirty_pages import DirtyPages
from viommu.endpoint_channel import EndpointChannel
from viommu.errors import (
    AbortedError,
    AlreadyExistsError,
    CallCancelledError,
    ConnectionLostError,
    DeadlineExceededError,
    FailedPreconditionError,
    FieldViolation,
    InternalError,
    InvalidArgumentError,
    InvalidRequestError,
    LimitError,
    NotFoundError,
    NotSupportedError,
    PermissionDeniedError,
    Refusal,
    ResumeRefusedError,
    UnavailableError,
    ViommuError,
    error_of_refusal,
    is_reason,
)
from viommu.external_endpoint import ExternalEndpoint
from viommu.items import (
    FaultWatchItem,
    Opened,
    Outcomes,
    Quiet,
    Refused,
    Reports,
    Resumed,
    Skipped,
    StreamEnd,
    VmmChannelItem,
)
from viommu.records import MAX_RECORDS, MappingRecords, RangeRecords
from viommu.vmm_channel import VmmChannel
from viommu.watch import EndpointWatch, FaultWatch

__all__ = [
    "MAX_MESSAGE_BYTES",
    "MAX_RECORDS",
    "AbortedError",
    "AlreadyExistsError",
    "CallCancelledError",
    "ConnectionLostError",
    "DeadlineExceededError",
    "DirtyPages",
    "EndpointChannel",
    "EndpointResumePoint",
    "EndpointWatch",
    "ExternalEndpoint",
    "FailedPreconditionError",
    "FaultWatch",
    "FaultWatchItem",
    "FieldViolation",
    "InternalError",
    "InvalidArgumentError",
    "InvalidRequestError",
    "LimitError",
    "MappingRecords",
    "NotFoundError",
    "NotSupportedError",
    "Opened",
    "Outcomes",
    "PermissionDeniedError",
    "Quiet",
    "RangeRecords",
    "Reconnect",
    "Refusal",
    "Refused",
    "Reports",
    "ResumeRefusedError",
    "Resumed",
    "Skipped",
    "StreamEnd",
    "UnavailableError",
    "ViommuClient",
    "ViommuError",
    "VmmChannel",
    "VmmChannelItem",
    "connect",
    "error_of_refusal",
    "is_reason",
]

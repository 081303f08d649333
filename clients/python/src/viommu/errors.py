"""What calls fail with: one base class, and a subclass for each category of refusal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import ClassVar, NamedTuple, Protocol, cast

import grpc
from google.protobuf.message import DecodeError
from google.rpc import error_details_pb2, status_pb2

#: What a refusal is made of besides its status: reason, metadata, the fields at fault.
_Details = tuple[str | None, Mapping[str, str], tuple["FieldViolation", ...]]

_DETAILS_KEY = "grpc-status-details-bin"
_DOMAIN = "viommu"
_NO_METADATA: Mapping[str, str] = MappingProxyType({})
_CODES: dict[int, grpc.StatusCode] = {int(code.value[0]): code for code in grpc.StatusCode}


class FieldViolation(NamedTuple):
    """A field of a request that was refused."""

    field: str
    """Path of the field, as in `items[3].range.first`."""
    description: str
    """What is wrong with it, and the way out."""


class ViommuError(Exception):
    """A call, a message on a channel, or an item of a batch was refused or failed.

    The subclass tells the category, which is that of the gRPC status; `reason` tells exactly what. Reasons and their
    metadata are part of the contract (docs/errors.md of the server lists them); the text is for people.

    Attributes:
        code: The gRPC status.
        reason: `google.rpc.ErrorInfo.reason`, UPPER_SNAKE_CASE; None when the transport failed.
        message: For people: the field, the value and the way out.
        metadata: Structured facts about this refusal: ids, limits, values.
        field_violations: The fields at fault.
    """

    #: The status of a subclass that stands for one.
    category: ClassVar[grpc.StatusCode | None] = None

    def __init__(
        self,
        message: str,
        *,
        code: grpc.StatusCode | None = None,
        reason: str | None = None,
        metadata: Mapping[str, str] = _NO_METADATA,
        field_violations: Iterable[FieldViolation] = (),
    ) -> None:
        """Makes an error; without `code` it has that of its category."""
        super().__init__(message)
        self.code = code or type(self).category or grpc.StatusCode.UNKNOWN
        self.reason = reason
        self.message = message
        self.metadata = metadata
        self.field_violations = tuple(field_violations)

    @property
    def field(self) -> str | None:
        """Path of the first field at fault, as in `items[3].range.first`; None when no field is."""
        return self.field_violations[0].field if self.field_violations else self.metadata.get("field")

    def __str__(self) -> str:
        """Returns the text with the reason, or the status where there is none, in front."""
        return f"{self.reason or self.code.name}: {self.message}"


class InvalidArgumentError(ViommuError):
    """INVALID_ARGUMENT: the request is wrong, whatever the state. `field` names what is."""

    category = grpc.StatusCode.INVALID_ARGUMENT


class FailedPreconditionError(ViommuError):
    """FAILED_PRECONDITION: not possible now; the message says what must come first."""

    category = grpc.StatusCode.FAILED_PRECONDITION


class NotFoundError(ViommuError):
    """NOT_FOUND: there is nothing with this id, or nothing is mapped."""

    category = grpc.StatusCode.NOT_FOUND


class AlreadyExistsError(ViommuError):
    """ALREADY_EXISTS: the id, the address or the attachment is taken."""

    category = grpc.StatusCode.ALREADY_EXISTS


class LimitError(ViommuError):
    """RESOURCE_EXHAUSTED: a named limit is reached; metadata `limit` and `value`."""

    category = grpc.StatusCode.RESOURCE_EXHAUSTED


class AbortedError(ViommuError):
    """ABORTED: the call lost a race, as with a vIOMMU that was deleted meanwhile."""

    category = grpc.StatusCode.ABORTED


class PermissionDeniedError(ViommuError):
    """PERMISSION_DENIED: the listener does not allow this method."""

    category = grpc.StatusCode.PERMISSION_DENIED


class NotSupportedError(ViommuError):
    """UNIMPLEMENTED: the endpoint, the profile or the server does not have this capability."""

    category = grpc.StatusCode.UNIMPLEMENTED


class UnavailableError(ViommuError):
    """UNAVAILABLE: the server cannot be reached, or stops."""

    category = grpc.StatusCode.UNAVAILABLE


class DeadlineExceededError(ViommuError, TimeoutError):
    """DEADLINE_EXCEEDED: the wait ended. What the server had accepted goes on."""

    category = grpc.StatusCode.DEADLINE_EXCEEDED


class CallCancelledError(ViommuError):
    """CANCELLED: the call, the stream or the client was cancelled or closed."""

    category = grpc.StatusCode.CANCELLED


class InternalError(ViommuError):
    """INTERNAL: a defect of the server, whose log says more, or of the transport."""

    category = grpc.StatusCode.INTERNAL


class InvalidRequestError(InvalidArgumentError, ValueError):
    """The request cannot be encoded as it stands; nothing was sent. Reason INVALID_REQUEST."""

    def __init__(self, message: str, field: str, description: str) -> None:
        """Makes an error.

        Args:
            message: Name of the request's message type.
            field: Path of the field at fault; empty for the message itself.
            description: What is wrong with it.
        """
        path = f"{message}.{field}" if field else message
        violations = [FieldViolation(field, description)]
        super().__init__(f"{path} {description}", reason="INVALID_REQUEST", field_violations=violations)


class ConnectionLostError(UnavailableError):
    """The channel a request was made on was lost before its result came. Reason CHANNEL_LOST.

    Attributes:
        sent: Whether the request may have been executed. False: it never left, and can be made again safely.
    """

    def __init__(self, message: str, *, sent: bool) -> None:
        """Makes an error."""
        super().__init__(message, reason="CHANNEL_LOST")
        self.sent = sent


class ResumeRefusedError(ViommuError):
    """The server refused to let an external endpoint go on (hello RESUME), or to begin it anew in its stead.

    Attributes:
        endpoint_id: The endpoint.
        endpoint_generation: With reason ENDPOINT_GENERATION_DIFFERS the generation it has now; None with any other.
    """

    def __init__(self, endpoint_id: int, refusal: ViommuError) -> None:
        """Makes an error of what the hello was refused with."""
        super().__init__(refusal.message, code=refusal.code, reason=refusal.reason, metadata=refusal.metadata)
        self.endpoint_id = endpoint_id
        generation = refusal.metadata.get("endpoint_generation")
        self.endpoint_generation = None if generation is None else int(generation)
        self.__cause__ = refusal


class Refusal(Protocol):
    """A refusal inside a response: of one item of a batch, or of one message on a channel."""

    @property
    def code(self) -> int:
        """Number of the gRPC status."""

    @property
    def reason(self) -> str:
        """As `ErrorInfo.reason`."""

    @property
    def message(self) -> str:
        """For people."""

    @property
    def metadata(self) -> Mapping[str, str]:
        """As `ErrorInfo.metadata`."""


_CATEGORIES: dict[grpc.StatusCode | None, type[ViommuError]] = {
    kind.category: kind
    for kind in (
        InvalidArgumentError,
        FailedPreconditionError,
        NotFoundError,
        AlreadyExistsError,
        LimitError,
        AbortedError,
        PermissionDeniedError,
        NotSupportedError,
        UnavailableError,
        DeadlineExceededError,
        CallCancelledError,
        InternalError,
    )
}


def is_reason(error: BaseException | None, reason: str) -> bool:
    """Returns whether an error is a `ViommuError` with this reason, as in `is_reason(error, "VIOMMU_NOT_FOUND")`."""
    return isinstance(error, ViommuError) and error.reason == reason


def error_of_refusal(refusal: Refusal) -> ViommuError:
    """Turns a refused item (`failures` of a batch response) or message into an error that can be raised."""
    code = _CODES.get(refusal.code, grpc.StatusCode.UNKNOWN)
    return _categorised(code, refusal.message, (refusal.reason or None, dict(refusal.metadata), ()))


def error_of_status(
    code: grpc.StatusCode, details: str | None, trailers: Iterable[tuple[str, str | bytes]] | None
) -> ViommuError:
    """Turns the status of a call into an error."""
    return _categorised(code, details or code.name, _details_of(trailers or ()))


def error_of_call(error: grpc.RpcError) -> ViommuError:
    """Turns what grpc or grpc.aio raises into an error."""
    call = cast("grpc.Call", error)
    made = error_of_status(call.code(), call.details(), call.trailing_metadata())
    made.__cause__ = error
    return made


def _categorised(code: grpc.StatusCode, message: str, details: _Details) -> ViommuError:
    reason, metadata, violations = details
    kind = _CATEGORIES.get(code, ViommuError)
    return kind(message, code=code, reason=reason, metadata=metadata, field_violations=violations)


def _details_of(trailers: Iterable[tuple[str, str | bytes]]) -> _Details:
    """Returns the details of a google.rpc.Status; none when the trailer is absent or not of this contract."""
    encoded = next((value for key, value in trailers if key == _DETAILS_KEY), None)
    if not isinstance(encoded, bytes):
        return None, _NO_METADATA, ()
    info, bad = error_details_pb2.ErrorInfo(), error_details_pb2.BadRequest()
    try:
        for detail in status_pb2.Status.FromString(encoded).details:
            for message in (info, bad):
                if detail.Is(message.DESCRIPTOR):
                    detail.Unpack(message)
    except DecodeError:
        return None, _NO_METADATA, ()
    violations = tuple(FieldViolation(violation.field, violation.description) for violation in bad.field_violations)
    if info.domain != _DOMAIN:
        return None, _NO_METADATA, violations
    return info.reason, dict(info.metadata), violations

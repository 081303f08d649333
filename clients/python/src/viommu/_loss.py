"""Which ends of a connection are the end of a channel, and which are losses it comes back from."""

from __future__ import annotations

from typing import Final, NamedTuple

import grpc

from viommu.errors import AbortedError, ConnectionLostError, UnavailableError, ViommuError
from viommu.items import StreamEnd
from viommu.v1 import Closing, ClosingReason

#: After these the stream is over; after any other, and after those a newer server may send, it goes on.
_FINAL: Final = frozenset(
    {
        ClosingReason.CLOSING_REASON_RESET,
        ClosingReason.CLOSING_REASON_VIOMMU_DELETED,
        ClosingReason.CLOSING_REASON_TAKEN_OVER,
        ClosingReason.CLOSING_REASON_ENDPOINT_DELETED,
        ClosingReason.CLOSING_REASON_CLIENT_DONE,
    }
)

#: Without a reason, these too are failures of the transport.
_TRANSPORT: Final = frozenset({grpc.StatusCode.CANCELLED, grpc.StatusCode.INTERNAL})


class ConnectionEnd(NamedTuple):
    """How a connection ended.

    Attributes:
        end: How the channel ends, if it does not come back.
        loss: What another connection may make good; None: the stream was closed for good, or refused.
        why: For people.
    """

    end: StreamEnd
    loss: ViommuError | None
    why: str


def is_loss(error: ViommuError) -> bool:
    """Returns whether the connection failed, and not the request.

    With a reason, only UNAVAILABLE is worth another attempt.
    """
    return error.code is grpc.StatusCode.UNAVAILABLE or (error.reason is None and error.code in _TRANSPORT)


def connection_away() -> ConnectionLostError:
    """Returns why nothing can be asked for between two connections."""
    return ConnectionLostError("the connection is lost; the channel is coming back", sent=False)


def lost_before_result(why: str, cause: Exception | None) -> ConnectionLostError:
    """Returns what requests without a result yet fail with."""
    error = ConnectionLostError(why, sent=True)
    error.__cause__ = cause
    return error


def handler_failure(cause: Exception) -> ViommuError:
    """Returns what a channel ends with because a handler raised."""
    error = AbortedError(f"a handler raised: {cause!r}", reason="HANDLER_FAILED")
    error.__cause__ = cause
    return error


def name_of(reason: ClosingReason.ValueType) -> str:
    """Returns the name of a reason, also of one that only a newer contract has."""
    return ClosingReason.Name(reason) if reason in ClosingReason.values() else f"reason {reason}"


def connection_end(closing: Closing | None, error: ViommuError | None) -> ConnectionEnd:
    """Judges the end of a connection.

    Args:
        closing: The server's last message, if one came.
        error: What the connection ended with.
    """
    if closing is not None:
        why = name_of(closing.reason)
    else:
        why = error.message if error is not None else "the server ended the stream"
    if closing is not None and closing.reason in _FINAL:
        return ConnectionEnd(StreamEnd(closing=closing), None, why)
    cause = error or UnavailableError(why)
    return ConnectionEnd(StreamEnd(closing=closing, error=cause), cause if is_loss(cause) else None, why)

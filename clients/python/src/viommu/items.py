"""What comes out of streams, and how they end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from viommu.errors import ViommuError
from viommu.v1 import (
    Closing,
    Heartbeat,
    Report,
    ReportStreamOpened,
    RespondToPageRequestsResponse,
    ResumeOutcome,
    SkippedReports,
)


@dataclass(frozen=True, kw_only=True)
class StreamEnd:
    """How a stream ended.

    Attributes:
        closing: The server's last message; None when the stream broke or was cancelled.
        error: Why it broke; None after a clean end, `end()` or `cancel()`.
    """

    closing: Closing | None = None
    error: ViommuError | None = None


@dataclass(frozen=True)
class Reports:
    """Reports, in the order of the log; groups may come later than their sequence, when there are credits for them.

    `report.WhichOneof("record")` says what each of them is.
    """

    reports: Sequence[Report]


@dataclass(frozen=True)
class Skipped:
    """Reports this stream does not get."""

    skipped: SkippedReports


@dataclass(frozen=True)
class Resumed:
    """The connection was lost and is back.

    RESUMED: nothing is missing. TOO_OLD: what is missing follows as `Skipped`. OTHER_EPOCH: the vIOMMU was created
    anew. Groups that were not answered come again with `redelivery`.
    """

    outcome: ResumeOutcome.ValueType
    opened: ReportStreamOpened


@dataclass(frozen=True)
class Refused:
    """`set_credits` or `answer` was refused."""

    error: ViommuError


@dataclass(frozen=True)
class Outcomes:
    """What one call of `answer` has to tell.

    Outcomes other than SENT, and SENT with an effect that is more than was asked for (PRI_OFF, STALE, UNEXPECTED).
    """

    result: RespondToPageRequestsResponse


@dataclass(frozen=True)
class Opened:
    """The first item of `watch_faults`."""

    opened: ReportStreamOpened


@dataclass(frozen=True)
class Quiet:
    """Nothing happened for a while."""

    heartbeat: Heartbeat


#: What comes out of a `VmmChannel`, in order.
VmmChannelItem = Reports | Skipped | Resumed | Refused | Outcomes

#: What comes from `watch_faults`, in order.
FaultWatchItem = Opened | Reports | Skipped | Quiet

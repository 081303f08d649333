"""How requests are made: built from keywords, checked, encoded, and sent with their metadata."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Final, TypeVar

from google.protobuf.message import EncodeError, Message

from viommu.errors import InvalidRequestError

Request = TypeVar("Request", bound=Message)

#: The longest message the server takes, in bytes.
MAX_MESSAGE_BYTES: Final = 512 * 1024

#: Seconds a unary call may take unless it says otherwise.
DEFAULT_TIMEOUT: Final = 30.0

#: Key under which routers find the vIOMMU of a call.
_ROUTER_KEY = "viommu-id"
_ROUTABLE = re.compile(r"[A-Za-z0-9_.-]{1,64}")

_TARGET = re.compile(r"unix:.+|(?:\[[0-9a-fA-F:.]+\]|[\w.-]+):\d{1,5}")

_CHANNEL_OPTIONS: Final[Mapping[str, int]] = {
    # A proxy of the environment has no business with a local server.
    "grpc.enable_http_proxy": 0,
    "grpc.max_receive_message_length": 2 * MAX_MESSAGE_BYTES,
    "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
    # Nothing is sent twice behind the caller's back.
    "grpc.enable_retries": 0,
    "grpc.keepalive_time_ms": 30_000,
    "grpc.keepalive_timeout_ms": 10_000,
    "grpc.initial_reconnect_backoff_ms": 50,
    "grpc.max_reconnect_backoff_ms": 1_000,
    # One client, one connection.
    "grpc.use_local_subchannel_pool": 1,
}

ChannelOption = int | str | bytes

#: Metadata as gRPC takes it.
CallMetadata = tuple[tuple[str, str | bytes], ...]


def checked_target(target: str) -> str:
    """Returns the target.

    Raises:
        ValueError: It is neither `unix:/path` nor `host:port`.
    """
    if not _TARGET.fullmatch(target):
        raise ValueError(f"target must be unix:/path or host:port, not {target!r}")
    return target


def channel_options(more: Mapping[str, ChannelOption] | None) -> list[tuple[str, ChannelOption]]:
    """Returns the options of a gRPC channel; those given win over ours."""
    return list({**_CHANNEL_OPTIONS, **(more or {})}.items())


def metadata_of(viommu_id: object, metadata: Mapping[str, str]) -> CallMetadata:
    """Returns the metadata of a call about a vIOMMU."""
    router = {_ROUTER_KEY: viommu_id} if isinstance(viommu_id, str) and _ROUTABLE.fullmatch(viommu_id) else {}
    return tuple({**router, **metadata}.items())


def deadline(timeout: float | None, default: float) -> float | None:
    """Returns the seconds a call may take, as gRPC wants them: None for ever."""
    seconds = default if timeout is None else timeout
    return None if seconds == math.inf else seconds


def build(kind: type[Request], fields: Mapping[str, object]) -> Request:
    """Makes a request of its fields; one that is None is unset.

    Raises:
        InvalidRequestError: A value that its field cannot have, or two arms of one oneof.
    """
    try:
        request = kind(**fields)
    except (TypeError, ValueError) as error:
        raise _culprit(kind, fields, error) from error
    for oneof in kind.DESCRIPTOR.oneofs:
        arms = [arm.name for arm in oneof.fields if fields.get(arm.name) is not None]
        if len(arms) > 1:
            raise InvalidRequestError(kind.DESCRIPTOR.name, arms[1], f"excludes {arms[0]}: set one of them")
    return request


def encode(request: Message) -> bytes:
    """Encodes a request.

    Raises:
        InvalidRequestError: It is longer than the server takes, or holds text that is not Unicode.
    """
    name = request.DESCRIPTOR.name
    try:
        encoded = request.SerializeToString()
    except (EncodeError, ValueError) as error:
        raise InvalidRequestError(name, "", f"cannot be encoded: {error}") from error
    if len(encoded) > MAX_MESSAGE_BYTES:
        raise InvalidRequestError(name, "", f"has {len(encoded)} bytes; at most {MAX_MESSAGE_BYTES} can be sent")
    return encoded


def encoded_already(encoded: bytes) -> bytes:
    """Serialises for gRPC what was encoded before it was sent."""
    return encoded


def _culprit(kind: type[Message], fields: Mapping[str, object], error: Exception) -> InvalidRequestError:
    """Returns the error of the field that cannot be set."""
    for name, value in fields.items():
        try:
            kind(**{name: value})
        except (TypeError, ValueError) as reason:
            return InvalidRequestError(kind.DESCRIPTOR.name, name, f"cannot be set: {reason}")
    return InvalidRequestError(kind.DESCRIPTOR.name, "", f"cannot be made: {error}")

"""Drives a server for stories: unary calls and streams whose messages are proto3 JSON."""

from __future__ import annotations

import asyncio
import base64
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import grpc
import grpc.aio
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.descriptor_pb2 import MethodDescriptorProto
from google.protobuf.message import Message

import viommu.aio
import viommu.v1
from tests.scenarios.values import Json, StoryError, integer_of
from viommu.errors import ViommuError, error_of_call, error_of_status
from viommu.v1 import (
    channel_service_pb2,
    domain_service_pb2,
    endpoint_service_pb2,
    fault_service_pb2,
    guest_memory_service_pb2,
    guest_queue_service_pb2,
    invalidation_service_pb2,
    rule_service_pb2,
    viommu_service_pb2,
)

_FILES = (
    channel_service_pb2,
    domain_service_pb2,
    endpoint_service_pb2,
    fault_service_pb2,
    guest_memory_service_pb2,
    guest_queue_service_pb2,
    invalidation_service_pb2,
    rule_service_pb2,
    viommu_service_pb2,
)
_METHODS = {
    f"{service.name}.{method.name}": method
    for file in _FILES
    for service in file.DESCRIPTOR.services_by_name.values()
    for method in service.methods
}
_INTEGERS = frozenset(
    {
        FieldDescriptor.CPPTYPE_INT32,
        FieldDescriptor.CPPTYPE_INT64,
        FieldDescriptor.CPPTYPE_UINT32,
        FieldDescriptor.CPPTYPE_UINT64,
    }
)


class Method(NamedTuple):
    """A method of the contract, by its name in stories."""

    path: str
    request: type[Message]
    response: type[Message]
    #: Whether the client sends a stream.
    goes_up: bool


def method_of(name: str) -> Method:
    """Returns a method, as in `EndpointService.CreateEndpoint`."""
    method = _METHODS[name]
    request: type[Message] = getattr(viommu.v1, method.input_type.name)
    response: type[Message] = getattr(viommu.v1, method.output_type.name)
    proto = MethodDescriptorProto()
    method.CopyToProto(proto)
    return Method(f"/viommu.v1.{name.replace('.', '/')}", request, response, proto.client_streaming)


def message_of(kind: type[Message], value: Mapping[str, Json]) -> Message:
    """Returns the message that proto3 JSON stands for; unknown fields are refused."""
    return kind(**_fields_of(kind.DESCRIPTOR, value))


def _fields_of(descriptor: Any, value: Mapping[str, Json]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name, inner in value.items():
        field = descriptor.fields_by_name.get(name)
        if field is None:
            raise StoryError(f"{descriptor.name} has no field {name}")
        if field.containing_oneof and sum(arm.name in value for arm in field.containing_oneof.fields) > 1:
            raise StoryError(f"{descriptor.name}: {name} is not the only arm of its oneof")
        convert = _reader(field)
        fields[name] = [convert(element) for element in inner] if isinstance(inner, list) else convert(inner)
    return fields


def _reader(field: Any) -> Callable[[Json], Any]:
    if field.cpp_type in _INTEGERS:
        return integer_of
    if field.type == FieldDescriptor.TYPE_BYTES:
        return base64.b64decode
    if field.message_type:
        kind: type[Message] = getattr(viommu.v1, field.message_type.name)
        return lambda value: message_of(kind, value)
    return lambda value: value


def json_of(message: Message) -> dict[str, Json]:
    """Returns a message as JSON, with every field that cannot be absent."""
    value: dict[str, Json] = {}
    for field in message.DESCRIPTOR.fields:
        inner = getattr(message, field.name)
        if field.message_type and field.message_type.GetOptions().map_entry:
            value[field.name] = dict(inner)
        elif hasattr(inner, "extend"):
            value[field.name] = [_json_of_one(field, element) for element in inner]
        elif not field.has_presence or message.HasField(field.name):
            value[field.name] = _json_of_one(field, inner)
    return value


def _json_of_one(field: Any, value: Any) -> Json:
    if field.message_type:
        return json_of(value)
    if field.enum_type:
        known = field.enum_type.values_by_number.get(value)
        return value if known is None else known.name
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def refusal_of(error: ViommuError) -> dict[str, Json]:
    """Returns a refusal as stories see it."""
    refusal = {
        "code": error.code.name,
        "reason": error.reason or "",
        "message": error.message,
        "metadata": dict(error.metadata),
    }
    return {**refusal, "field": error.field_violations[0].field} if error.field_violations else refusal


class Reply(NamedTuple):
    """What became of a call, or what comes next on a stream; both are None when a stream has ended well."""

    response: dict[str, Json] | None
    refusal: dict[str, Json] | None


def _as_is(encoded: bytes) -> bytes:
    return encoded


class Stream:
    """A stream from the server, which for a bidirectional call also goes up."""

    def __init__(self, call: Any, method: Method, first: bytes | None) -> None:
        """Reads at once, whether or not anybody receives; what arrived is kept without a bound."""
        self._call = call
        self._method = method
        self._mail: deque[Reply] = deque()
        self._arrived = asyncio.Event()
        self._may_read = asyncio.Event()
        self._may_read.set()
        self._outgoing: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._tasks = [asyncio.ensure_future(self._read())]
        if first is not None:
            self._tasks.append(asyncio.ensure_future(self._write()))
            self._outgoing.put_nowait(first)

    def send(self, message: Mapping[str, Json]) -> None:
        """Sends a message; bidirectional streams only."""
        self._outgoing.put_nowait(message_of(self._method.request, message).SerializeToString())

    async def sent(self) -> None:
        """Waits until what was to be sent has left."""
        await self._outgoing.join()

    async def receive(self) -> Reply:
        """Waits for the next message, or for the end."""
        while not self._mail:
            self._arrived.clear()
            await self._arrived.wait()
        reply = self._mail[0]
        if reply.response is not None:
            self._mail.popleft()
        return reply

    def pause(self) -> None:
        """Takes no more from the connection, so that the server notices that nobody reads."""
        self._may_read.clear()

    def resume(self) -> None:
        """Reads again."""
        self._may_read.set()

    def close(self) -> None:
        """Ends the client's side; bidirectional streams only."""
        self._outgoing.put_nowait(None)

    async def cancel(self) -> None:
        """Drops the call, as a client that vanished. Nothing is received after that."""
        self._call.cancel()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _read(self) -> None:
        try:
            while True:
                await self._may_read.wait()
                encoded = await self._call.read()
                if encoded is grpc.aio.EOF:
                    break
                self._push(Reply(json_of(self._method.response.FromString(encoded)), None))
        except grpc.RpcError:
            pass
        code = await self._call.code()
        details, trailers = await self._call.details(), await self._call.trailing_metadata()
        error = None if code is grpc.StatusCode.OK else error_of_status(code, details, trailers)
        self._push(Reply(None, None if error is None else refusal_of(error)))

    def _push(self, reply: Reply) -> None:
        self._mail.append(reply)
        self._arrived.set()

    async def _write(self) -> None:
        while True:
            encoded = await self._outgoing.get()
            try:
                if encoded is None:
                    await self._call.done_writing()
                else:
                    await self._call.write(encoded)
            except (grpc.RpcError, asyncio.InvalidStateError):
                pass  # the call has ended: its reader says how
            finally:
                self._outgoing.task_done()


class Driver:
    """A client of one server, on one connection."""

    def __init__(self, client: viommu.aio.ViommuClient) -> None:
        """Uses the connection of a client."""
        self._channel = client.channel
        # Requests that are the same object every time are encoded once.
        self._encoded: dict[int, tuple[object, bytes]] = {}

    def call(self, name: str, request: Mapping[str, Json]) -> asyncio.Future[Reply]:
        """Begins a unary call at once."""
        method = method_of(name)
        encoded = self._encode(method, request)
        return asyncio.ensure_future(self._call(method, encoded))

    def open(self, name: str, request: Mapping[str, Json]) -> Stream:
        """Opens a stream; `request` is the request, or the first message of a bidirectional one."""
        method = method_of(name)
        first = self._encode(method, request)
        channel: Any = self._channel
        if method.goes_up:
            bidirectional = channel.stream_stream(method.path, request_serializer=_as_is, response_deserializer=_as_is)
            return Stream(bidirectional(), method, first)
        downward = channel.unary_stream(method.path, request_serializer=_as_is, response_deserializer=_as_is)
        return Stream(downward(first), method, None)

    async def _call(self, method: Method, encoded: bytes) -> Reply:
        channel: Any = self._channel
        call = channel.unary_unary(
            method.path, request_serializer=_as_is, response_deserializer=method.response.FromString
        )
        try:
            return Reply(json_of(await call(encoded)), None)
        except grpc.RpcError as error:
            return Reply(None, refusal_of(error_of_call(error)))

    def _encode(self, method: Method, request: Mapping[str, Json]) -> bytes:
        known = self._encoded.get(id(request))
        if known is not None and known[0] is request:
            return known[1]
        encoded = message_of(method.request, request).SerializeToString()
        self._encoded[id(request)] = (request, encoded)
        return encoded

"""Requests before they are sent: what cannot be said is refused here, by name."""

from __future__ import annotations

import math

import pytest

import viommu
from viommu._requests import build, deadline, encode, metadata_of
from viommu.v1 import AdvanceTimeRequest, DmaRead, DmaWrite, IovaRange, IssueDmaRequest, MapRequest

MAX64 = 2**64 - 1


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"viommu_id": "vm", "iova": MAX64 + 1}, "iova"),
        ({"iova": -1}, "iova"),
        ({"iova": 1.5}, "iova"),
        ({"pasid": "7"}, "pasid"),
        ({"endpoint_id": 2**32}, "endpoint_id"),
        ({"read": 7}, "read"),
        ({"read": DmaRead(length_bytes=1), "write": DmaWrite(data=b"x")}, "write"),
        ({"nothing": 1}, "nothing"),
    ],
)
def test_a_value_that_its_field_cannot_have_is_refused_by_name(fields: dict[str, object], field: str) -> None:
    with pytest.raises(viommu.InvalidRequestError) as raised:
        build(IssueDmaRequest, fields)
    assert raised.value.field == field
    assert raised.value.reason == "INVALID_REQUEST"
    assert f"IssueDmaRequest.{field}" in str(raised.value)


def test_none_is_unset_and_zero_is_not() -> None:
    request = build(IssueDmaRequest, {"viommu_id": "vm", "pasid": None, "queue_tag": 0, "read": None})
    assert not request.HasField("pasid")
    assert request.HasField("queue_tag")
    assert request.WhichOneof("transfer") is None


def test_addresses_are_exact() -> None:
    whole = build(IovaRange, {"first": 0, "last": MAX64})
    assert IovaRange.FromString(encode(whole)).last == MAX64
    time = build(AdvanceTimeRequest, {"until_ns": MAX64})
    assert AdvanceTimeRequest.FromString(encode(time)).until_ns == MAX64


def test_a_message_that_the_server_would_not_take_is_not_sent() -> None:
    longest = MapRequest(records=b"x" * (viommu.MAX_MESSAGE_BYTES - 4))
    assert len(encode(longest)) == viommu.MAX_MESSAGE_BYTES
    with pytest.raises(viommu.InvalidRequestError, match="524289 bytes"):
        encode(MapRequest(records=longest.records + b"x"))


@pytest.mark.parametrize("target", ["unix:/tmp/s", "unix:relative", "127.0.0.1:50051", "[::1]:1", "localhost:65535"])
def test_a_target_is_a_socket_or_a_host_with_a_port(target: str) -> None:
    viommu.connect(target).close()


@pytest.mark.parametrize("target", ["", "unix:", "localhost", "http://localhost:1", "host:", "host:123456", "a b:1"])
def test_anything_else_is_refused(target: str) -> None:
    with pytest.raises(ValueError, match="target must be"):
        viommu.connect(target)


def test_the_router_key_is_sent_where_a_router_could_use_it() -> None:
    assert metadata_of("vm-1", {"a": "b"}) == (("viommu-id", "vm-1"), ("a", "b"))
    assert metadata_of("not/routable", {}) == ()
    assert metadata_of(None, {"viommu-id": "x"}) == (("viommu-id", "x"),)


def test_a_deadline_is_the_clients_unless_the_call_says_otherwise() -> None:
    assert deadline(None, 30.0) == 30.0
    assert deadline(0.5, 30.0) == 0.5
    assert deadline(math.inf, 30.0) is None
    assert deadline(None, math.inf) is None

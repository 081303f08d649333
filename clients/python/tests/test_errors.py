"""Errors: what they are made of, and which class they have."""

from __future__ import annotations

import grpc
import pytest
from google.rpc import error_details_pb2

import viommu
from tests.scripted import trailers_of
from viommu.errors import error_of_status
from viommu.v1 import ItemResult, Refused

INFO = error_details_pb2.ErrorInfo(
    reason="LIMIT_EXCEEDED", domain="viommu", metadata={"limit": "max_domains", "value": "64"}
)


def test_reads_reason_and_metadata_from_the_trailer() -> None:
    error = error_of_status(grpc.StatusCode.RESOURCE_EXHAUSTED, "too many", trailers_of(INFO))
    assert type(error) is viommu.LimitError
    assert (error.code, error.reason, error.message) == (
        grpc.StatusCode.RESOURCE_EXHAUSTED,
        "LIMIT_EXCEEDED",
        "too many",
    )
    assert error.metadata == {"limit": "max_domains", "value": "64"}
    assert error.field is None
    assert str(error) == "LIMIT_EXCEEDED: too many"
    assert viommu.is_reason(error, "LIMIT_EXCEEDED")
    assert not viommu.is_reason(error, "ITEMS_REQUIRED")
    assert not viommu.is_reason(ValueError("LIMIT_EXCEEDED"), "LIMIT_EXCEEDED")


def test_reads_the_fields_at_fault() -> None:
    violation = error_details_pb2.BadRequest.FieldViolation(field="items[3].range.first", description="is odd")
    bad = error_details_pb2.BadRequest(field_violations=[violation])
    error = error_of_status(grpc.StatusCode.INVALID_ARGUMENT, "no", trailers_of(INFO, bad))
    assert isinstance(error, viommu.InvalidArgumentError)
    assert error.field == "items[3].range.first"
    assert error.field_violations == (viommu.FieldViolation("items[3].range.first", "is odd"),)


@pytest.mark.parametrize(
    "trailers",
    [
        (),
        None,
        (("grpc-status-details-bin", b"\xff\xff\xff"),),
        (("other", b""),),
        trailers_of(error_details_pb2.ErrorInfo(reason="LIMIT_EXCEEDED", domain="somebody.else")),
    ],
)
def test_a_failure_that_is_not_of_this_contract_has_no_reason(trailers: tuple[tuple[str, bytes], ...] | None) -> None:
    error = error_of_status(grpc.StatusCode.UNAVAILABLE, "gone", trailers)
    assert type(error) is viommu.UnavailableError
    assert error.reason is None
    assert error.metadata == {}
    assert str(error) == "UNAVAILABLE: gone"


@pytest.mark.parametrize("code", [code for code in grpc.StatusCode if code is not grpc.StatusCode.OK])
def test_every_status_has_a_class(code: grpc.StatusCode) -> None:
    error = error_of_status(code, None, ())
    assert error.code is code
    assert isinstance(error, viommu.ViommuError)
    assert type(error).category in (code, None)


def test_a_refused_item_or_message_becomes_an_error_that_can_be_raised() -> None:
    item = ItemResult(index=4, code=5, reason="NOT_MAPPED", message="nothing", metadata={"first": "0x1000"})
    error = viommu.error_of_refusal(item)
    assert type(error) is viommu.NotFoundError
    assert (error.reason, error.message, error.metadata) == ("NOT_MAPPED", "nothing", {"first": "0x1000"})
    other = viommu.error_of_refusal(Refused(code=77, reason="NEW", message="?", metadata={"field": "a.b"}))
    assert (type(other), other.code, other.field) == (viommu.ViommuError, grpc.StatusCode.UNKNOWN, "a.b")


def test_a_deadline_is_a_time_out_and_an_invalid_request_a_value_error() -> None:
    assert isinstance(error_of_status(grpc.StatusCode.DEADLINE_EXCEEDED, "late", ()), TimeoutError)
    error = viommu.InvalidRequestError("IssueDmaRequest", "pasid", "cannot be set")
    assert isinstance(error, ValueError)
    assert isinstance(error, viommu.InvalidArgumentError)
    assert (error.reason, error.field) == ("INVALID_REQUEST", "pasid")


def test_a_refused_resume_knows_the_generation() -> None:
    refused = Refused(code=9, reason="ENDPOINT_GENERATION_DIFFERS", metadata={"endpoint_generation": "6"})
    refusal = viommu.error_of_refusal(refused)
    error = viommu.ResumeRefusedError(1, refusal)
    assert (error.endpoint_id, error.endpoint_generation, error.reason) == (1, 6, "ENDPOINT_GENERATION_DIFFERS")
    assert error.__cause__ is refusal

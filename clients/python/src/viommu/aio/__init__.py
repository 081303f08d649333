"""The same as `viommu`, for asyncio. Start with `connect`. Errors, items and messages are those of `viommu`."""

from viommu.aio.client import ViommuClient, connect
from viommu.aio.dirty_pages import DirtyPages
from viommu.aio.endpoint_channel import EndpointChannel
from viommu.aio.external_endpoint import ExternalEndpoint
from viommu.aio.vmm_channel import VmmChannel
from viommu.aio.watch import EndpointWatch, FaultWatch

__all__ = [
    "DirtyPages",
    "EndpointChannel",
    "EndpointWatch",
    "ExternalEndpoint",
    "FaultWatch",
    "ViommuClient",
    "VmmChannel",
    "connect",
]

"""A small guest on a real server: RAM, a domain, an endpoint."""

from __future__ import annotations

import viommu
from viommu.v1 import (
    CLOCK_KIND_VIRTUAL,
    ENDPOINT_BACKEND_EXTERNAL,
    AnonymousBacking,
    AtsCapability,
    EndpointBackend,
    EndpointConfig,
    IovaRange,
    MapItem,
    MemoryRegion,
    PageRequest,
    PageRequestGroup,
    PageRequestItem,
    PasidCapability,
    Permissions,
    PriCapability,
    ResolveItem,
    ViommuConfig,
)

PAGE = 4096
DOMAIN = 1
ENDPOINT = 9
COOKIE = 2**64 - 2
RAM = 0x10_0000
READ_WRITE = Permissions(read=True, write=True)


def boot(
    client: viommu.ViommuClient,
    viommu_id: str,
    backend: EndpointBackend.ValueType = ENDPOINT_BACKEND_EXTERNAL,
    *,
    virtual: bool = False,
) -> None:
    """Makes a vIOMMU with RAM, a domain with page requests, and an endpoint attached to it."""
    client.viommus.create(viommu_id=viommu_id, config=ViommuConfig(clock=CLOCK_KIND_VIRTUAL) if virtual else None)
    region = MemoryRegion(guest_address=RAM, length_bytes=1 << 20, anonymous=AnonymousBacking())
    client.memory.register(viommu_id=viommu_id, region=region)
    config = EndpointConfig(backend=backend, ats=AtsCapability(), pri=PriCapability(), pasid=PasidCapability())
    client.endpoints.create(viommu_id=viommu_id, endpoint_id=ENDPOINT, config=config)
    client.domains.create(viommu_id=viommu_id, domain_id=DOMAIN, page_requests=True)
    client.domains.attach(viommu_id=viommu_id, endpoint_id=ENDPOINT, domain_id=DOMAIN, device_cookie=COOKIE)


def enable(client: viommu.ViommuClient, viommu_id: str) -> None:
    """Turns ATS and PRI on, as a guest's driver does after a reset."""
    client.endpoints.update(viommu_id=viommu_id, endpoint_id=ENDPOINT, ats_enabled=True)
    client.endpoints.enable_pri(viommu_id=viommu_id, endpoint_id=ENDPOINT)


def page(iova: int) -> PageRequest:
    """Returns a page the endpoint wants to write."""
    return PageRequest(iova=iova, permissions=READ_WRITE)


def wanted(iova: int, prgi: int) -> PageRequestItem:
    """Returns a page request that closes its group."""
    return PageRequestItem(iova=iova, permissions=READ_WRITE, prgi=prgi, last=True)


def mapping(iova: int, output_address: int = RAM) -> MapItem:
    """Returns a mapping of one page."""
    last = iova + PAGE - 1
    return MapItem(range=IovaRange(first=iova, last=last), output_address=output_address, permissions=READ_WRITE)


def resolution(group: PageRequestGroup) -> ResolveItem:
    """Returns what resolves a group."""
    mappings = [mapping(wanted_page.iova, RAM + wanted_page.iova) for wanted_page in group.pages]
    return ResolveItem(group_cookie=group.group_cookie, mappings=mappings)

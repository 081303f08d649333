//! A device faults, a VMM answers: the shortest VMM there is, against a server that is running.
//!
//!     cargo run --example first_steps -- unix:/tmp/viommud.sock
//!     cargo run --example first_steps -- 127.0.0.1:50051

use tokio_stream::StreamExt;
use viommu::v1::issue_dma_request::Transfer;
use viommu::v1::memory_region::Backing;
use viommu::v1::report::Record;
use viommu::v1::{self, AddressType, PageResponseCode};
use viommu::{Client, Error, Reconnect, VmmChannel, VmmItem, VmmRequests};

const VIOMMU: &str = "first-steps";
const ENDPOINT: u32 = 1;
const DOMAIN: u32 = 1;
const PASID: u32 = 5;
/// What the guest has behind its addresses: nothing from here on.
const GUEST_END: u64 = 0x10_0000;

/// What the device does: an access that asks for its page, one that asks in vain, one that does not ask.
const ACCESSES: [(u64, AddressType); 3] = [
    (0x4000, AddressType::Automatic),
    (0xffff_ffff_ffff_f000, AddressType::Automatic),
    (0x5000, AddressType::Untranslated),
];

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let target = std::env::args().nth(1).unwrap_or("unix:/tmp/viommud.sock".to_owned());
    let client = Client::connect(&target).await?;
    boot(&client).await?;
    let open = v1::VmmOpen {
        viommu_id: VIOMMU.to_owned(),
        credits: Some(16),
        ..Default::default()
    };
    let channel = client.open_vmm_channel(open, Reconnect::default()).await?;
    println!("the channel is open, from {:?}", channel.requests().resume_point());
    let device = tokio::spawn(use_device(client.clone()));
    answer(channel).await?;
    device.await.expect("the device does not panic")?;
    delete(&client).await
}

/// A vIOMMU with memory, a domain, and a device that asks for pages.
async fn boot(client: &Client) -> Result<(), Error> {
    let viommu_id = || VIOMMU.to_owned();
    let viommu = v1::CreateViommuRequest {
        viommu_id: viommu_id(),
        ..Default::default()
    };
    client.viommus().create_viommu(viommu).await?;
    let region = v1::MemoryRegion {
        length_bytes: GUEST_END,
        backing: Some(Backing::Anonymous(v1::AnonymousBacking {})),
        ..Default::default()
    };
    let memory = v1::RegisterGuestMemoryRequest {
        viommu_id: viommu_id(),
        region: Some(region),
        ..Default::default()
    };
    client.memory().register_guest_memory(memory).await?;
    let config = v1::EndpointConfig {
        ats: Some(v1::AtsCapability::default()),
        pri: Some(v1::PriCapability::default()),
        pasid: Some(v1::PasidCapability::default()),
        ..Default::default()
    };
    let endpoint = v1::CreateEndpointRequest {
        viommu_id: viommu_id(),
        endpoint_id: ENDPOINT,
        config: Some(config),
        ..Default::default()
    };
    client.endpoints().create_endpoint(endpoint).await?;
    let domain = v1::CreateDomainRequest {
        viommu_id: viommu_id(),
        domain_id: DOMAIN,
        page_requests: true,
        ..Default::default()
    };
    client.domains().create_domain(domain).await?;
    let attach = v1::AttachRequest {
        viommu_id: viommu_id(),
        endpoint_id: ENDPOINT,
        pasid: Some(PASID),
        domain_id: DOMAIN,
        device_cookie: 0xfeed_face_cafe_beef,
        ..Default::default()
    };
    client.domains().attach(attach).await?;
    let enable = v1::EnablePriRequest {
        viommu_id: viommu_id(),
        endpoint_id: ENDPOINT,
        ..Default::default()
    };
    client.endpoints().enable_pri(enable).await?;
    Ok(())
}

/// The device's part: a device model of its own would do this on `EndpointChannel`.
async fn use_device(client: Client) -> Result<(), Error> {
    for (iova, address_type) in ACCESSES {
        let data = vec![0xde, 0xad, 0xbe, 0xef];
        let dma = v1::IssueDmaRequest {
            viommu_id: VIOMMU.to_owned(),
            endpoint_id: ENDPOINT,
            pasid: Some(PASID),
            iova,
            address_type: address_type.into(),
            transfer: Some(Transfer::Write(v1::DmaWrite { data })),
            ..Default::default()
        };
        let ended = client.endpoints().issue_dma(dma).await?.into_inner();
        let status = ended.result.unwrap_or_default().status();
        println!("device: a write at {iova:#x} ended {}", status.as_str_name());
    }
    Ok(())
}

/// Answers page requests until the first fault event.
async fn answer(mut channel: VmmChannel) -> Result<(), Error> {
    let requests = channel.requests();
    while let Some(item) = channel.next().await {
        let VmmItem::Reports(reports) = item? else { continue };
        for report in reports {
            match report.record {
                Some(Record::PageRequestGroup(group)) => answer_group(&requests, group).await?,
                Some(Record::FaultEvent(event)) => {
                    let reason = event.reason().as_str_name();
                    println!("vmm: fault event {reason} at {:#x}", event.iova.unwrap_or_default());
                    return channel.end().await;
                }
                _ => {}
            }
        }
    }
    Ok(())
}

async fn answer_group(requests: &VmmRequests, group: v1::PageRequestGroup) -> Result<(), Error> {
    let v1::PageRequestGroup {
        group_cookie,
        device_cookie,
        pages,
        ..
    } = group;
    if pages.iter().any(|page| page.iova >= GUEST_END) {
        println!("vmm: group {group_cookie:#x} of device {device_cookie:#x} asks for what is not there");
        let response = v1::PageResponse {
            group_cookie,
            code: PageResponseCode::InvalidRequest.into(),
            ..Default::default()
        };
        requests.respond(vec![response]).await?;
        return Ok(());
    }
    println!(
        "vmm: group {group_cookie:#x} of device {device_cookie:#x} gets {} page(s)",
        pages.len()
    );
    let mappings = pages.iter().map(|page| v1::MapItem {
        range: Some(viommu::range(page.iova, page.iova + 4095)),
        output_address: page.iova,
        permissions: page.permissions,
        ..Default::default()
    });
    let item = v1::ResolveItem {
        group_cookie,
        mappings: mappings.collect(),
    };
    match requests.resolve(vec![item]).await?.failures.pop() {
        Some(refused) => Err(refused.into()),
        None => Ok(()),
    }
}

async fn delete(client: &Client) -> Result<(), Error> {
    let delete = v1::DeleteViommuRequest {
        viommu_id: VIOMMU.to_owned(),
        ..Default::default()
    };
    client.viommus().delete_viommu(delete).await?;
    println!("ok");
    Ok(())
}

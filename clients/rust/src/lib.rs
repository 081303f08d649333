//! Client of viommud, a gRPC virtual IOMMU for virtual machine monitors.
//!
//! What each call does, and which reasons it may be refused with, is written at the types and clients of [`v1`], which
//! are generated from the contract. Addresses, cookies and sequences are `u64`, exact. Tokio and tonic are what it runs on.
//!
//! ```no_run
//! use tokio_stream::StreamExt;
//! use viommu::v1::{report::Record, MapItem, Permissions, ResolveItem, VmmOpen};
//! use viommu::{Client, Reconnect, VmmItem};
//!
//! # async fn example() -> Result<(), viommu::Error> {
//! let client = Client::connect("unix:/run/user/1000/viommud.sock").await?; // or "127.0.0.1:50051"
//! let open = VmmOpen { viommu_id: "vm0".into(), ..Default::default() };
//! let mut channel = client.open_vmm_channel(open, Reconnect::default()).await?;
//! let requests = channel.requests();
//! while let Some(item) = channel.next().await {
//!     let VmmItem::Reports(reports) = item? else { continue };
//!     for report in reports {
//!         let Some(Record::PageRequestGroup(group)) = report.record else { continue };
//!         let mappings = group.pages.iter().map(|page| MapItem {
//!             range: Some(viommu::range(page.iova, page.iova + 4095)),
//!             output_address: page.iova, // wherever the guest put the page
//!             permissions: Some(Permissions { read: true, write: true, ..Default::default() }),
//!             ..Default::default()
//!         });
//!         let item = ResolveItem { group_cookie: group.group_cookie, mappings: mappings.collect() };
//!         requests.resolve(vec![item]).await?; // maps and answers Success, all or nothing
//!     }
//! }
//! # Ok(())
//! # }
//! ```

mod client;
mod connection;
mod driver;
mod error;
mod progress;
mod reconnect;
mod vmm_channel;

pub use client::Client;
pub use error::{Error, Refusal};
pub use reconnect::Reconnect;
pub use vmm_channel::{VmmChannel, VmmItem, VmmRequests};

/// The contract, generated: messages, enums and a client for each service.
#[allow(missing_docs, clippy::all, rustdoc::all)]
pub mod v1 {
    include!("gen/viommu.v1.rs");
}

/// The addresses from `first` to `last`, itself included.
pub fn range(first: u64, last: u64) -> v1::IovaRange {
    v1::IovaRange { first, last }
}

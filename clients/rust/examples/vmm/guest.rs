//! The guest: its RAM, its page tables, and how it is set up at the server.

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use viommu::v1::{self, memory_region::Backing};
use viommu::Client;

use crate::layout::{chunks_of, ram_pages_for, ENDPOINT, PAGE, RAM_ADDRESS, SPACES, VIOMMU};
use crate::Outcome;

const RAM_FILE: &str = "ram";
/// Pages that are handed out together: a guest that has run for a while has no longer runs left.
const RUN_PAGES: u64 = 8;

/// What a VMM knows of its guest's memory.
pub struct Guest {
    ram: PathBuf,
    file_bytes: u64,
    /// Guest page by domain and IOVA.
    table: HashMap<(u32, u64), u64>,
    /// The next one is taken from the end.
    free: Vec<u64>,
}

impl Guest {
    /// A guest in which all pages are free.
    pub fn new(memory_directory: &str, file_bytes: u64) -> Self {
        Self {
            ram: Path::new(memory_directory).join(RAM_FILE),
            file_bytes,
            table: HashMap::new(),
            free: scattered(ram_pages_for(file_bytes)),
        }
    }

    /// Boots the guest: RAM, a vIOMMU, a slot for the device and an address space for each of its PASIDs.
    pub async fn boot(&self, client: &Client) -> Outcome<()> {
        let length_bytes = ram_pages_for(self.file_bytes) * PAGE;
        let ram = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&self.ram)?;
        ram.set_len(length_bytes)?;
        let viommu_id = || VIOMMU.to_owned();
        let viommu = v1::CreateViommuRequest {
            viommu_id: viommu_id(),
            ..Default::default()
        };
        client.viommus().create_viommu(viommu).await?;
        let backing = v1::SharedFileBacking {
            path: RAM_FILE.to_owned(),
            ..Default::default()
        };
        let region = v1::MemoryRegion {
            guest_address: RAM_ADDRESS,
            length_bytes,
            backing: Some(Backing::SharedFile(backing)),
            ..Default::default()
        };
        let memory = v1::RegisterGuestMemoryRequest {
            viommu_id: viommu_id(),
            region: Some(region),
            ..Default::default()
        };
        client.memory().register_guest_memory(memory).await?;
        let pri = v1::PriCapability {
            prg_response_pasid_required: true,
            ..Default::default()
        };
        let config = v1::EndpointConfig {
            backend: v1::EndpointBackend::External.into(),
            requester_id: Some(0x0108),
            ats: Some(v1::AtsCapability::default()),
            pri: Some(pri),
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
        for space in &SPACES {
            let domain = v1::CreateDomainRequest {
                viommu_id: viommu_id(),
                domain_id: space.domain_id,
                page_requests: true,
                ..Default::default()
            };
            client.domains().create_domain(domain).await?;
            let attach = v1::AttachRequest {
                viommu_id: viommu_id(),
                endpoint_id: ENDPOINT,
                pasid: Some(space.pasid),
                domain_id: space.domain_id,
                device_cookie: space.device_cookie,
                ..Default::default()
            };
            client.domains().attach(attach).await?;
        }
        Ok(())
    }

    /// Learns from the server which pages are in use, after a crash; returns from how many mappings.
    pub async fn rebuild(&mut self, client: &Client) -> Outcome<usize> {
        let mut mappings = 0;
        for space in &SPACES {
            let mut list = v1::ListMappingsRequest {
                viommu_id: VIOMMU.to_owned(),
                domain_id: space.domain_id,
                ..Default::default()
            };
            loop {
                let page = client.domains().list_mappings(list.clone()).await?.into_inner();
                mappings += page.mappings.len();
                for mapping in page.mappings {
                    let range = mapping.range.ok_or("a mapping without a range")?;
                    let first = (mapping.output_address - RAM_ADDRESS) / PAGE;
                    for (iova, guest_page) in (range.first..=range.last).step_by(PAGE as usize).zip(first..) {
                        self.table.insert((space.domain_id, iova), guest_page);
                    }
                }
                if page.next_page_token.is_empty() {
                    break;
                }
                list.page_token = page.next_page_token;
            }
        }
        let used: std::collections::HashSet<u64> = self.table.values().copied().collect();
        self.free.retain(|page| !used.contains(page));
        Ok(mappings)
    }

    /// Pages in use, and pages that are free.
    pub fn pages(&self) -> (usize, usize) {
        (self.table.len(), self.free.len())
    }

    /// Puts pages of RAM behind those addresses that have none; returns the mappings to make.
    pub fn bring_in(&mut self, domain_id: u32, pages: &[v1::PageRequest]) -> Outcome<Vec<v1::MapItem>> {
        let mut items: Vec<v1::MapItem> = Vec::new();
        for iova in pages.iter().map(|page| page.iova) {
            if self.table.contains_key(&(domain_id, iova)) {
                continue;
            }
            let page = self.free.pop().ok_or("the guest is out of memory")?;
            self.table.insert((domain_id, iova), page);
            let output_address = RAM_ADDRESS + page * PAGE;
            if let Some(v1::MapItem {
                range: Some(range),
                output_address: first,
                ..
            }) = items.last_mut()
            {
                if range.last + 1 == iova && output_address.checked_sub(*first) == Some(iova - range.first) {
                    range.last += PAGE;
                    continue;
                }
            }
            let permissions = v1::Permissions {
                read: true,
                write: true,
                ..Default::default()
            };
            items.push(v1::MapItem {
                range: Some(viommu::range(iova, iova + PAGE - 1)),
                output_address,
                permissions: Some(permissions),
                ..Default::default()
            });
        }
        Ok(items)
    }

    /// Frees the pages behind addresses.
    pub fn take_away(&mut self, domain_id: u32, first: u64, pages: u64) {
        let iovas = (0..pages).map(|page| first + page * PAGE);
        let freed = iovas.filter_map(|iova| self.table.remove(&(domain_id, iova)));
        self.free.extend(freed);
    }

    /// What reads the file out of guest RAM, through the guest's own page tables.
    pub fn file(&self) -> Outcome<FileInGuest<'_>> {
        Ok(FileInGuest {
            guest: self,
            ram: File::open(&self.ram)?,
            hash: Sha256::new(),
        })
    }
}

/// The streamed file, as it lies in guest RAM.
pub struct FileInGuest<'a> {
    guest: &'a Guest,
    ram: File,
    hash: Sha256,
}

impl FileInGuest<'_> {
    /// Reads the file; after each chunk it calls `on_chunk` and returns there what that fails with.
    pub async fn sha256(mut self, mut on_chunk: impl AsyncFnMut() -> Outcome<()>) -> Outcome<String> {
        let mut page_of_ram = [0; PAGE as usize];
        for chunk in chunks_of(self.guest.file_bytes) {
            for offset in (0..chunk.bytes).step_by(PAGE as usize) {
                let at = (chunk.space.domain_id, chunk.iova + offset);
                let page = self
                    .guest
                    .table
                    .get(&at)
                    .ok_or("a page of the file was never asked for")?;
                let bytes = &mut page_of_ram[..PAGE.min(chunk.bytes - offset) as usize];
                self.ram.read_exact_at(bytes, page * PAGE)?;
                self.hash.update(bytes);
            }
            on_chunk().await?;
        }
        Ok(self.hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

/// The pages of RAM in runs that are out of order: the same order each time (xorshift32).
fn scattered(page_count: u64) -> Vec<u64> {
    let mut runs: Vec<u64> = (0..page_count.div_ceil(RUN_PAGES)).collect();
    let mut state: u32 = 0x5eed;
    for at in (1..runs.len()).rev() {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        runs.swap(at, state as usize % (at + 1));
    }
    let pages_of = |run: u64| (run * RUN_PAGES..((run + 1) * RUN_PAGES).min(page_count)).rev();
    runs.into_iter().flat_map(pages_of).collect()
}

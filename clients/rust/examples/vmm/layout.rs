//! Where things lie in the demo: the guest's RAM, and the IOVAs of the two address spaces the device writes through.

/// Bytes in a page.
pub const PAGE: u64 = 4096;
/// Bytes in a chunk of the file: one group of page requests.
pub const CHUNK: u64 = 64 * PAGE;

pub const VIOMMU: &str = "demo";
pub const ENDPOINT: u32 = 1;

/// An address space of the guest: one PASID of the endpoint, attached to one domain.
#[derive(Debug)]
pub struct Space {
    pub pasid: u32,
    pub domain_id: u32,
    /// Given at attach; every report must bring it back.
    pub device_cookie: u64,
}

/// The spaces: chunks of the file go to them in turn.
pub static SPACES: [Space; 2] = [
    Space {
        pasid: 17,
        domain_id: 1,
        device_cookie: 0xd0_0000_0000_0011,
    },
    Space {
        pasid: 34,
        domain_id: 2,
        device_cookie: 0xd0_0000_0000_0022,
    },
];

/// Where the file begins, in both spaces.
const FILE_IOVA: u64 = 0x7f00_0000_0000;

/// A status ring of the device, in the first space.
pub const RING: u64 = 0x10_0000;
pub const RING_PAGES: u64 = 4;
/// The range above the ring, which the guest never backs.
const GUARD: u64 = RING + RING_PAGES * PAGE;
const GUARD_PAGES: u64 = 16;

/// Guest-physical address of the guest's RAM.
pub const RAM_ADDRESS: u64 = 0x1_0000_0000;
/// Pages of RAM beyond those of the file.
const SPARE_PAGES: u64 = 256;

/// Pages of guest RAM for a file.
pub fn ram_pages_for(file_bytes: u64) -> u64 {
    file_bytes.div_ceil(PAGE) + SPARE_PAGES
}

/// Whether an address lies in the guard.
pub fn is_guarded(iova: u64) -> bool {
    (GUARD..GUARD + GUARD_PAGES * PAGE).contains(&iova)
}

/// A piece of the file, and where the device writes it.
pub struct Chunk {
    pub bytes: u64,
    pub space: &'static Space,
    pub iova: u64,
}

/// The chunks of a file, in its order: even ones go to the first space, odd ones to the second.
pub fn chunks_of(file_bytes: u64) -> impl Iterator<Item = Chunk> {
    (0..file_bytes.div_ceil(CHUNK)).map(move |index| Chunk {
        bytes: CHUNK.min(file_bytes - index * CHUNK),
        space: &SPACES[(index % 2) as usize],
        iova: FILE_IOVA + index / 2 * CHUNK,
    })
}

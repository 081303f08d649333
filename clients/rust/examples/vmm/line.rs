//! What is said to and by the process that plays the demo: one JSON object a line, on the socket that NODE_CHANNEL_FD
//! numbers. Everything else goes by gRPC.

use std::os::fd::FromRawFd;
use std::os::unix::net::UnixStream as StdStream;

use serde::{Deserialize, Serialize};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::net::unix::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::UnixStream;

use crate::Outcome;

/// What this program is started with.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// Path of the server's socket.
    pub vmm_socket: String,
    /// The directory shared with the server.
    pub memory_directory: String,
    pub file_bytes: u64,
    /// There was a VMM before: everything exists, and its groups come again.
    pub resume: bool,
    /// Stop answering when so many pages were brought in; `None`: never.
    pub stall_after_pages: Option<u64>,
}

/// What was answered.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Counts {
    pub pages: u64,
    pub groups: u64,
    pub success: u64,
    pub invalid: u64,
}

/// A group that was received.
#[derive(Debug, Serialize)]
pub struct SeenGroup {
    pub cookie: String,
    /// What it asks for, in words: the same for the same group.
    pub what: String,
    pub redelivery: bool,
}

/// What this program says.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Says {
    /// The guest is up: a device can be plugged in.
    Ready,
    /// Groups were received.
    Groups { groups: Vec<SeenGroup> },
    /// It has stopped answering: these groups are left as they are.
    Held { cookies: Vec<String> },
    /// The unmap waits for the device.
    Waiting,
    /// The unmap has ended.
    Unmapped { outcome: String },
    /// Part of guest RAM was read.
    Reading,
    /// Guest RAM was read.
    Verified {
        sha256: String,
        counts: Counts,
        late: usize,
        invalidations: u64,
        /// Groups as the server counts them.
        accepted: u64,
        answered: u64,
    },
    /// It cannot go on.
    Failed { reason: String },
}

/// What this program is told.
#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Told {
    /// Unmap the ring, or everything in its domain.
    Unmap { everything: bool },
    /// Answer once too often, read guest RAM, count.
    Verify,
    /// End.
    Finish,
}

/// The speaking side.
pub struct Mouth(OwnedWriteHalf);

/// The listening side.
pub struct Ear(Lines<BufReader<OwnedReadHalf>>);

/// Opens the line to the process that started this one.
pub fn open() -> Outcome<(Mouth, Ear)> {
    let number = std::env::var("NODE_CHANNEL_FD").map_err(|_| "this program is started by: make demo VMM=rust")?;
    // SAFETY: whoever set the variable opened this descriptor for this process, and nothing else here uses it.
    #[allow(unsafe_code)]
    let socket = unsafe { StdStream::from_raw_fd(number.parse()?) };
    socket.set_nonblocking(true)?;
    let (read, write) = UnixStream::from_std(socket)?.into_split();
    Ok((Mouth(write), Ear(BufReader::new(read).lines())))
}

impl Mouth {
    pub async fn say(&mut self, what: Says) -> Outcome<()> {
        let mut line = serde_json::to_vec(&what)?;
        line.push(b'\n');
        Ok(self.0.write_all(&line).await?)
    }
}

impl Ear {
    /// Waits for what is said next. Can be dropped and called again.
    pub async fn hear(&mut self) -> Outcome<Told> {
        let line = self
            .0
            .next_line()
            .await?
            .ok_or("the process that started this one is gone")?;
        Ok(serde_json::from_str(&line)?)
    }
}

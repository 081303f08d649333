//! A VMM prototype: owns guest RAM and answers page requests. It plays the VMM of the demo, whose device model streams a
//! file into the guest through addresses that are unmapped at first:
//!
//!     make demo VMM=rust

mod guest;
mod handler;
mod layout;
mod line;

use std::process::ExitCode;

use tokio::signal::unix::{signal, SignalKind};
use tokio_stream::StreamExt;
use viommu::v1::{DomainSubscription, ReportSelection, VmmOpen};
use viommu::{Client, Reconnect, VmmItem};

use guest::Guest;
use handler::Handler;
use layout::{SPACES, VIOMMU};
use line::{Ear, Mouth, Plan, Says, Told};

/// The server may still be about to start; whoever plays the demo gives up after as long.
const READY: std::time::Duration = std::time::Duration::from_secs(30);

/// What this program's parts return: it cannot do better than to say why it failed.
type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let (mut mouth, mut ear) = match line::open() {
        Ok(line) => line,
        Err(error) => {
            eprintln!("vmm: {error}");
            return ExitCode::FAILURE;
        }
    };
    let Err(error) = play(&mut mouth, &mut ear).await else {
        return ExitCode::SUCCESS;
    };
    let reason = error.to_string();
    // Whoever does not listen any more knows already.
    let _ = mouth.say(Says::Failed { reason }).await;
    ExitCode::FAILURE
}

async fn play(mouth: &mut Mouth, ear: &mut Ear) -> Outcome<()> {
    // The process that plays the demo decides what an interrupt at the terminal means.
    let _interrupts = signal(SignalKind::interrupt())?;
    let plan: Plan = serde_json::from_str(&std::env::args().nth(1).unwrap_or_default())?;
    let client = Client::connect_within(&format!("unix:{}", plan.vmm_socket), READY).await?;
    let mut guest = Guest::new(&plan.memory_directory, plan.file_bytes);
    if !plan.resume {
        guest.boot(&client).await?;
    }

    // The channel is taken before the mappings are listed: from then on nobody else changes them.
    let domains = SPACES.iter().map(|space| DomainSubscription {
        domain_id: Some(space.domain_id),
        take_over: plan.resume,
        ..Default::default()
    });
    let selection = ReportSelection {
        domains: domains.collect(),
        ..Default::default()
    };
    let open = VmmOpen {
        viommu_id: VIOMMU.to_owned(),
        selection: Some(selection),
        ..Default::default()
    };
    let mut channel = client.open_vmm_channel(open, Reconnect::default()).await?;
    if plan.resume {
        let mappings = guest.rebuild(&client).await?;
        let (used, free) = guest.pages();
        println!("rebuilt the page allocator from {mappings} listed mappings: {used} pages in use, {free} free");
    }

    let mut handler = Handler::new(client, channel.requests(), guest, plan.stall_after_pages);
    mouth.say(Says::Ready).await?;
    loop {
        tokio::select! {
            item = channel.next() => match item.ok_or("the channel has ended")?? {
                VmmItem::Reports(reports) => handler.handle(reports, mouth).await?,
                VmmItem::Closed(closing) => return Err(closing.reason().as_str_name().into()),
                VmmItem::Refused(error) => return Err(error.into()),
                _ => {}
            },
            told = ear.hear() => match told? {
                Told::Unmap { everything: false } => {
                    let outcome = handler.unmap_ring().await?;
                    mouth.say(Says::Unmapped { outcome }).await?;
                }
                Told::Unmap { everything: true } => {
                    let outcome = handler.unmap_everything(mouth).await?;
                    mouth.say(Says::Unmapped { outcome }).await?;
                }
                Told::Verify => {
                    let verified = handler.finish_up(mouth).await?;
                    mouth.say(verified).await?;
                }
                Told::Finish => return Ok(channel.end().await?),
            },
        }
    }
}

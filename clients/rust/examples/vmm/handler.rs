//! The fault handler: looks at each group, brings its pages in and answers it.

use viommu::v1::report::Record;
use viommu::v1::{self, EndpointChangeKind, PageResponseCode, PageResponseOutcome};
use viommu::{Client, Error, VmmRequests};

use crate::guest::Guest;
use crate::layout::{is_guarded, Space, ENDPOINT, PAGE, RING, RING_PAGES, SPACES, VIOMMU};
use crate::line::{Counts, Mouth, Says, SeenGroup};
use crate::Outcome;

/// Pages after which the device's ATC is emptied: what an endpoint may be granted is bounded (max_grants_per_endpoint), and
/// a stripe that was written is not used again.
const PAGES_PER_INVALIDATION: u64 = 8192;
/// Less than the device's supervisor would wait.
const PATIENCE_NS: u64 = 8_000_000_000;
const POLL: std::time::Duration = std::time::Duration::from_millis(20);

/// Answers the page requests of the demo's device.
pub struct Handler {
    pub client: Client,
    pub requests: VmmRequests,
    pub guest: Guest,
    pub stall_after_pages: Option<u64>,
    pub counts: Counts,
    /// Invalidations made by hand.
    pub invalidations: u64,
    pages_since_invalidation: u64,
    seen_spaces: Vec<u32>,
    last_answered: Option<u64>,
}

impl Handler {
    /// A handler that has answered nothing yet.
    pub fn new(client: Client, requests: VmmRequests, guest: Guest, stall_after_pages: Option<u64>) -> Self {
        Self {
            client,
            requests,
            guest,
            stall_after_pages,
            counts: Counts::default(),
            invalidations: 0,
            pages_since_invalidation: 0,
            seen_spaces: Vec::new(),
            last_answered: None,
        }
    }

    /// Handles reports in their order.
    pub async fn handle(&mut self, reports: Vec<v1::Report>, mouth: &mut Mouth) -> Outcome<()> {
        let mut groups = Vec::new();
        for record in reports.into_iter().filter_map(|report| report.record) {
            match record {
                Record::PageRequestGroup(group) => groups.push(group),
                Record::Violation(violation) => return Err(format!("a rule was broken: {}", violation.detail).into()),
                Record::FaultEvent(event) => {
                    return Err(format!("a fault event: {}", event.reason().as_str_name()).into())
                }
                Record::EndpointChanged(changed) => self.device_changed(changed.change()).await?,
                _ => {}
            }
        }
        if groups.is_empty() {
            return Ok(());
        }
        let seen = groups.iter().map(|group| SeenGroup {
            cookie: hex(group.group_cookie),
            what: describe(group),
            redelivery: group.redelivery,
        });
        let groups_seen = seen.collect();
        mouth.say(Says::Groups { groups: groups_seen }).await?;
        for group in &groups {
            self.meet(group)?;
        }
        if self.stall_after_pages.is_some_and(|most| self.counts.pages >= most) {
            let cookies = groups.iter().map(|group| hex(group.group_cookie)).collect();
            return mouth.say(Says::Held { cookies }).await;
        }
        let is_guard = |group: &v1::PageRequestGroup| group.pages.iter().all(|page| is_guarded(page.iova));
        let (guarded, missing) = groups.into_iter().partition(is_guard);
        self.resolve(missing).await?;
        self.refuse(guarded).await
    }

    /// Turns ATS and PRI on, as a guest's driver does with a device that was plugged in: a reset has turned them off.
    async fn device_changed(&self, change: EndpointChangeKind) -> Outcome<()> {
        match change {
            EndpointChangeKind::Connected => {
                println!("the device is there: enabling ATS and PRI");
                let update = v1::UpdateEndpointRequest {
                    viommu_id: VIOMMU.to_owned(),
                    endpoint_id: ENDPOINT,
                    ats_enabled: Some(true),
                    ..Default::default()
                };
                self.client.endpoints().update_endpoint(update).await?;
                let enable = v1::EnablePriRequest {
                    viommu_id: VIOMMU.to_owned(),
                    endpoint_id: ENDPOINT,
                    ..Default::default()
                };
                self.client.endpoints().enable_pri(enable).await?;
            }
            EndpointChangeKind::Disconnected => println!("the device is disconnected"),
            _ => {}
        }
        Ok(())
    }

    /// Checks that the group came from the domain and with the device cookie of its PASID.
    fn meet(&mut self, group: &v1::PageRequestGroup) -> Outcome<()> {
        let is_its = |space: &&Space| space.domain_id == group.domain_id;
        let space = SPACES.iter().find(is_its).ok_or("a group of another domain")?;
        let expected = (ENDPOINT, Some(space.pasid), space.device_cookie);
        if (group.endpoint_id, group.pasid, group.device_cookie) != expected {
            return Err(format!("{} came to domain {} as {group:?}", describe(group), space.domain_id).into());
        }
        if !self.seen_spaces.contains(&space.domain_id) {
            self.seen_spaces.push(space.domain_id);
            println!(
                "domain {}: group {:#x} of device {:#x}, {}: {} pages",
                space.domain_id,
                group.group_cookie,
                group.device_cookie,
                describe(group),
                group.pages.len()
            );
        }
        Ok(())
    }

    /// Allocates what is not mapped yet, maps it and answers Success, in one message.
    async fn resolve(&mut self, groups: Vec<v1::PageRequestGroup>) -> Outcome<()> {
        let Some(last) = groups.last() else { return Ok(()) };
        let mut items = Vec::new();
        for group in &groups {
            items.push(v1::ResolveItem {
                group_cookie: group.group_cookie,
                mappings: self.guest.bring_in(group.domain_id, &group.pages)?,
            });
        }
        let resolved = self.requests.resolve(items).await?;
        if let Some(refused) = resolved.failures.into_iter().next() {
            return Err(Error::from(refused).into());
        }
        for result in resolved.results {
            println!("an answer was not sent: {}", result.outcome().as_str_name());
        }
        self.last_answered = Some(last.group_cookie);
        let pages: u64 = groups.iter().map(|group| group.pages.len() as u64).sum();
        self.counts.pages += pages;
        self.counts.success += u64::from(resolved.sent_count);
        self.counts.groups += u64::from(resolved.sent_count);
        self.make_room(pages).await
    }

    /// Answers Invalid: there is nothing behind these pages and never will be.
    async fn refuse(&mut self, groups: Vec<v1::PageRequestGroup>) -> Outcome<()> {
        if groups.is_empty() {
            return Ok(());
        }
        let responses = groups.iter().map(|group| v1::PageResponse {
            group_cookie: group.group_cookie,
            code: PageResponseCode::InvalidRequest.into(),
            endpoint_id: Some(group.endpoint_id),
            pasid: group.pasid,
            prgi: Some(group.prgi),
            ..Default::default()
        });
        let sent = u64::from(self.requests.respond(responses.collect()).await?.sent_count);
        self.counts.invalid += sent;
        self.counts.groups += sent;
        for group in &groups {
            let pages = group.pages.len() as u64;
            self.counts.pages += pages;
            let bytes = pages * PAGE;
            println!(
                "group {:#x}: {bytes} bytes of guard range, answered Invalid",
                group.group_cookie
            );
        }
        Ok(())
    }

    async fn make_room(&mut self, pages: u64) -> Outcome<()> {
        self.pages_since_invalidation += pages;
        if self.pages_since_invalidation < PAGES_PER_INVALIDATION {
            return Ok(());
        }
        self.pages_since_invalidation = 0;
        let device_tlb = v1::InvalidateDeviceTlb {
            endpoint_id: ENDPOINT,
            ..Default::default()
        };
        let entry = v1::InvalidationEntry {
            target: Some(v1::invalidation_entry::Target::DeviceTlb(device_tlb)),
        };
        let invalidate = v1::VmmInvalidate {
            entries: vec![entry],
            ..Default::default()
        };
        self.invalidations += u64::from(self.requests.invalidate(invalidate).await?.completed_count);
        Ok(())
    }

    /// Takes the ring away from the device; returns how the operation ended.
    pub async fn unmap_ring(&mut self) -> Outcome<String> {
        let domain_id = SPACES[0].domain_id;
        let unmap = v1::VmmUnmap {
            domain_id,
            ranges: vec![viommu::range(RING, RING + RING_PAGES * PAGE - 1)],
            ..Default::default()
        };
        let unmapped = self.requests.unmap(unmap).await?;
        if let Some(refused) = unmapped.failures.into_iter().next() {
            return Err(Error::from(refused).into());
        }
        self.guest.take_away(domain_id, RING, RING_PAGES);
        Ok(outcome_of(unmapped.operation))
    }

    /// Unmaps the first space under a device that does not move; says when the device is waited for.
    pub async fn unmap_everything(&mut self, mouth: &mut Mouth) -> Outcome<String> {
        let unmap = v1::VmmUnmap {
            domain_id: SPACES[0].domain_id,
            ranges: vec![viommu::range(0, u64::MAX)],
            invalidation_timeout_ns: Some(PATIENCE_NS),
            ..Default::default()
        };
        let mut end = std::pin::pin!(self.requests.unmap(unmap));
        let unmapped = loop {
            tokio::select! {
                unmapped = &mut end => break unmapped?,
                () = tokio::time::sleep(POLL) => {}
            }
            let list = v1::ListOutstandingInvalidationsRequest {
                viommu_id: VIOMMU.to_owned(),
                endpoint_id: Some(ENDPOINT),
                ..Default::default()
            };
            let outstanding = self
                .client
                .invalidations()
                .list_outstanding_invalidations(list)
                .await?
                .into_inner();
            let Some(open) = outstanding.invalidations.first() else {
                continue;
            };
            let tag = open.itag.map_or("not yet given".to_owned(), |itag| itag.to_string());
            println!(
                "unmap {:#x} waits for the device: invalidation tag {tag} is open",
                open.operation_id
            );
            mouth.say(Says::Waiting).await?;
            break end.await?;
        };
        let removed = unmapped.removed_mapping_count;
        let outcome = outcome_of(unmapped.operation);
        println!("the unmap removed {removed} mappings and ended: {outcome}");
        Ok(outcome)
    }

    /// Answers the last group once more, reads the file out of guest RAM and collects the counters.
    pub async fn finish_up(&mut self, mouth: &mut Mouth) -> Outcome<Says> {
        let late = self.answer_once_too_often().await?;
        let sha256 = self
            .guest
            .file()?
            .sha256(async || mouth.say(Says::Reading).await)
            .await?;
        let get = v1::GetQueueStatisticsRequest {
            viommu_id: VIOMMU.to_owned(),
            ..Default::default()
        };
        let statistics = self
            .client
            .faults()
            .get_queue_statistics(get)
            .await?
            .into_inner()
            .statistics;
        let statistics = statistics.unwrap_or_default();
        Ok(Says::Verified {
            sha256,
            counts: self.counts,
            late,
            invalidations: self.invalidations,
            accepted: statistics.accepted_group_count,
            answered: statistics.answered_group_count,
        })
    }

    /// Returns how many answers came too late.
    async fn answer_once_too_often(&self) -> Outcome<usize> {
        let group_cookie = self.last_answered.ok_or("no group was ever answered")?;
        let response = v1::PageResponse {
            group_cookie,
            code: PageResponseCode::Success.into(),
            ..Default::default()
        };
        let results = self.requests.respond(vec![response]).await?.results;
        for result in &results {
            println!(
                "answered group {group_cookie:#x} twice: {}",
                result.outcome().as_str_name()
            );
        }
        let is_late = |result: &&v1::PageResponseResult| result.outcome() == PageResponseOutcome::AlreadyAnswered;
        Ok(results.iter().filter(is_late).count())
    }
}

fn hex(cookie: u64) -> String {
    format!("{cookie:#x}")
}

/// What a group asks for.
fn describe(group: &v1::PageRequestGroup) -> String {
    let pasid = group.pasid.map_or("none".to_owned(), |pasid| pasid.to_string());
    let first = group.pages.first().map_or(0, |page| page.iova);
    format!("PASID {pasid}, index {}, {first:#x}", group.prgi)
}

fn outcome_of(operation: Option<v1::OperationResult>) -> String {
    operation.unwrap_or_default().outcome().as_str_name().to_owned()
}

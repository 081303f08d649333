//! How far a stream of reports has come: what was received or explained, and from where to go on.

use std::collections::BTreeMap;

use crate::v1::report::Record;
use crate::v1::{Report, ReportStreamOpened, ResumePoint, SkippedReports};

/// Follows one stream over its connections. Groups that wait for credits come later than their sequence, so what was
/// received may have gaps; the resume point lies before the first of them, and what it repeats is dropped here.
#[derive(Debug)]
pub(crate) struct Progress {
    epoch: u32,
    /// Everything up to here was received or explained.
    complete: u64,
    /// What was received or explained above it: first to last sequence, neither touching nor overlapping.
    ahead: BTreeMap<u64, u64>,
}

impl Progress {
    pub(crate) fn new(opened: &ReportStreamOpened) -> Self {
        Self {
            epoch: opened.epoch,
            complete: opened.next_sequence.saturating_sub(1),
            ahead: BTreeMap::new(),
        }
    }

    pub(crate) fn resume_point(&self) -> ResumePoint {
        ResumePoint {
            epoch: self.epoch,
            sequence: self.complete,
        }
    }

    /// A later connection of the same stream was opened.
    pub(crate) fn reopened(&mut self, opened: &ReportStreamOpened) {
        if opened.epoch != self.epoch {
            *self = Self::new(opened);
        }
    }

    /// Notes reports; returns those that are new. A group is always new: whether it is answered decides if it comes.
    pub(crate) fn received(&mut self, mut reports: Vec<Report>) -> Vec<Report> {
        reports
            .retain(|report| matches!(report.record, Some(Record::PageRequestGroup(_))) || !self.has(report.sequence));
        for report in &reports {
            self.add(report.sequence, report.sequence);
        }
        reports
    }

    /// Notes what the stream does not get.
    pub(crate) fn skipped(&mut self, skipped: &SkippedReports) {
        self.add(skipped.first, skipped.last);
    }

    fn has(&self, sequence: u64) -> bool {
        let before = self.ahead.range(..=sequence).next_back();
        sequence <= self.complete || before.is_some_and(|(_, last)| sequence <= *last)
    }

    fn add(&mut self, mut first: u64, mut last: u64) {
        if last <= self.complete {
            return;
        }
        // Joins what overlaps or touches.
        while let Some((&from, &to)) = self.ahead.range(..=last.saturating_add(1)).next_back() {
            if to.saturating_add(1) < first {
                break;
            }
            self.ahead.remove(&from);
            first = first.min(from);
            last = last.max(to);
        }
        if first <= self.complete.saturating_add(1) {
            self.complete = last;
        } else {
            self.ahead.insert(first, last);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::v1::{FaultEvent, PageRequestGroup};

    fn opened(epoch: u32, next_sequence: u64) -> ReportStreamOpened {
        ReportStreamOpened {
            epoch,
            next_sequence,
            ..Default::default()
        }
    }

    fn event(sequence: u64) -> Report {
        Report {
            sequence,
            record: Some(Record::FaultEvent(FaultEvent::default())),
            ..Default::default()
        }
    }

    fn group(sequence: u64) -> Report {
        Report {
            sequence,
            record: Some(Record::PageRequestGroup(PageRequestGroup::default())),
            ..Default::default()
        }
    }

    fn sequences(reports: &[Report]) -> Vec<u64> {
        reports.iter().map(|report| report.sequence).collect()
    }

    #[test]
    fn a_gap_holds_the_resume_point_back() {
        let mut progress = Progress::new(&opened(7, 10));
        progress.received(vec![event(10), event(12)]);
        progress.skipped(&SkippedReports {
            first: 13,
            last: 20,
            reason: 0,
        });
        let at = |sequence| ResumePoint { epoch: 7, sequence };
        assert_eq!(progress.resume_point(), at(10));
        progress.received(vec![group(11)]);
        assert_eq!(progress.resume_point(), at(20));
        assert!(progress.ahead.is_empty());
    }

    #[test]
    fn what_comes_again_is_dropped_but_groups_are_not() {
        let mut progress = Progress::new(&opened(1, 1));
        progress.received(vec![event(1), event(3), event(5)]);
        let again = vec![
            event(1),
            group(1),
            event(2),
            event(3),
            event(4),
            event(5),
            group(5),
            event(6),
        ];
        assert_eq!(sequences(&progress.received(again)), [1, 2, 4, 5, 6]);
        assert_eq!(progress.resume_point().sequence, 6);
    }

    #[test]
    fn ranges_ahead_join_in_any_order() {
        let mut progress = Progress::new(&opened(1, 1));
        for (first, last) in [(10, 12), (20, 22), (14, 18), (13, 13), (19, 19), (5, 30)] {
            progress.add(first, last);
        }
        assert_eq!(progress.ahead, BTreeMap::from([(5, 30)]));
        progress.add(1, 4);
        assert_eq!(progress.resume_point().sequence, 30);
    }

    #[test]
    fn another_epoch_begins_anew() {
        let mut progress = Progress::new(&opened(1, 100));
        progress.received(vec![event(105)]);
        progress.reopened(&opened(1, 103));
        assert_eq!(progress.resume_point(), ResumePoint { epoch: 1, sequence: 99 });
        progress.reopened(&opened(2, 1));
        assert_eq!(sequences(&progress.received(vec![event(1)])), [1]);
        assert_eq!(progress.resume_point(), ResumePoint { epoch: 2, sequence: 1 });
    }

    #[test]
    fn sequences_reach_the_end_of_64_bits() {
        let mut progress = Progress::new(&opened(1, u64::MAX - 1));
        progress.add(u64::MAX, u64::MAX);
        progress.add(u64::MAX - 1, u64::MAX - 1);
        assert_eq!(progress.resume_point().sequence, u64::MAX);
    }
}

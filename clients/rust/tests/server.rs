//! The client against a real server. Needs what `make build` makes.

mod support;

use support::{ask_for, boot, write, Server, DEVICE_COOKIE, DOMAIN, PASID, READ_WRITE, VIOMMU};
use tokio_stream::StreamExt;
use tonic::Code;
use viommu::v1::report::Record;
use viommu::v1::{self, ClosingReason, PageResponseCode, PageResponseOutcome};
use viommu::{range, Client, Error, Reconnect, VmmChannel, VmmItem};

/// The last page of the address space.
const TOP: u64 = u64::MAX - 4095;

fn opening() -> v1::VmmOpen {
    v1::VmmOpen {
        viommu_id: VIOMMU.to_owned(),
        ..Default::default()
    }
}

async fn open(client: &Client) -> VmmChannel {
    client.open_vmm_channel(opening(), Reconnect::default()).await.unwrap()
}

/// The next record that `wanted` takes; what comes before it is dropped.
async fn next<T>(channel: &mut VmmChannel, wanted: fn(Record) -> Option<T>) -> T {
    loop {
        if let VmmItem::Reports(reports) = channel.next().await.unwrap().unwrap() {
            if let Some(found) = reports.into_iter().filter_map(|report| report.record).find_map(wanted) {
                return found;
            }
        }
    }
}

fn group(record: Record) -> Option<v1::PageRequestGroup> {
    match record {
        Record::PageRequestGroup(group) => Some(group),
        _ => None,
    }
}

fn fault(record: Record) -> Option<v1::FaultEvent> {
    match record {
        Record::FaultEvent(event) => Some(event),
        _ => None,
    }
}

fn mapping(iova: u64) -> v1::MapItem {
    v1::MapItem {
        range: Some(range(iova, iova + 4095)),
        output_address: 0x8000,
        permissions: Some(READ_WRITE),
        ..Default::default()
    }
}

fn answer(group_cookie: u64, code: PageResponseCode) -> v1::PageResponse {
    v1::PageResponse {
        group_cookie,
        code: code.into(),
        ..Default::default()
    }
}

async fn page_request_loop(target: &str) {
    let client = Client::connect(target).await.unwrap();
    boot(&client).await;
    let mut channel = open(&client).await;
    assert_eq!(channel.opened().controlled_domain_ids, [DOMAIN]);
    let requests = channel.requests();

    ask_for(&client, TOP, 7).await;
    let asked = next(&mut channel, group).await;
    assert_eq!(
        (asked.device_cookie, asked.prgi, asked.pasid),
        (DEVICE_COOKIE, 7, Some(PASID))
    );
    assert_eq!(asked.pages[0].iova, TOP);
    let item = v1::ResolveItem {
        group_cookie: asked.group_cookie,
        mappings: vec![mapping(TOP)],
    };
    let resolved = requests.resolve(vec![item]).await.unwrap();
    assert_eq!((resolved.sent_count, resolved.failures), (1, vec![]));
    let dma = write(&client, TOP, v1::AddressType::Automatic).await;
    assert_eq!((dma.status(), dma.transferred_bytes), (v1::DmaStatus::Completed, 4));

    let again = requests
        .respond(vec![answer(asked.group_cookie, PageResponseCode::Success)])
        .await
        .unwrap();
    assert_eq!(again.results[0].outcome(), PageResponseOutcome::AlreadyAnswered);

    let unmap = v1::VmmUnmap {
        domain_id: DOMAIN,
        ranges: vec![range(0, u64::MAX)],
        ..Default::default()
    };
    let unmapped = requests.unmap(unmap).await.unwrap();
    assert_eq!(unmapped.removed_mapping_count, 1);
    assert_eq!(unmapped.operation.unwrap().outcome(), v1::OperationOutcome::Completed);

    let missed = write(&client, TOP, v1::AddressType::Untranslated).await;
    assert_eq!(
        (missed.status(), missed.failed_iova),
        (v1::DmaStatus::Faulted, Some(TOP))
    );
    let event = next(&mut channel, fault).await;
    assert_eq!((event.iova, event.device_cookie), (Some(TOP), Some(DEVICE_COOKIE)));

    ask_for(&client, 0x1000, 8).await;
    let refused = next(&mut channel, group).await;
    let invalid = vec![answer(refused.group_cookie, PageResponseCode::InvalidRequest)];
    assert_eq!(requests.respond(invalid.clone()).await.unwrap().sent_count, 1);
    requests.answer(invalid).await.unwrap();
    loop {
        if let VmmItem::Outcomes(told) = channel.next().await.unwrap().unwrap() {
            assert_eq!(told.results[0].outcome(), PageResponseOutcome::AlreadyAnswered);
            break;
        }
    }
    channel.end().await.unwrap();
}

#[tokio::test]
async fn the_page_request_loop_on_a_unix_socket() {
    let server = Server::start("loop-unix").await;
    page_request_loop(&server.unix).await;
}

#[tokio::test]
async fn the_page_request_loop_on_tcp() {
    let server = Server::start("loop-tcp").await;
    page_request_loop(&server.tcp).await;
}

#[tokio::test]
async fn refusals_are_typed() {
    let server = Server::start("refusals").await;
    let client = Client::connect(&server.unix).await.unwrap();
    let get = v1::GetViommuRequest {
        viommu_id: "nobody".to_owned(),
    };
    let error = Error::from(client.viommus().get_viommu(get).await.unwrap_err());
    assert_eq!(
        (error.code(), error.reason()),
        (Code::NotFound, Some("VIOMMU_NOT_FOUND"))
    );
    let error = client
        .open_vmm_channel(opening(), Reconnect::default())
        .await
        .unwrap_err();
    assert_eq!(error.reason(), Some("VIOMMU_NOT_FOUND"));

    boot(&client).await;
    let domain = v1::DomainSubscription {
        domain_id: Some(DOMAIN),
        ..Default::default()
    };
    let named = v1::VmmOpen {
        selection: Some(v1::ReportSelection {
            domains: vec![domain],
            ..Default::default()
        }),
        ..opening()
    };
    let channel = client
        .open_vmm_channel(named.clone(), Reconnect::default())
        .await
        .unwrap();
    let error = client.open_vmm_channel(named, Reconnect::default()).await.unwrap_err();
    assert_eq!(error.reason(), Some("CONTROLLER_EXISTS"));
    assert_eq!(error.metadata("domain_id"), Some("1"));

    let requests = channel.requests();
    let error = requests.respond(vec![]).await.unwrap_err();
    assert_eq!(
        (error.code(), error.reason()),
        (Code::InvalidArgument, Some("ITEMS_REQUIRED"))
    );
    let map = v1::VmmMap {
        domain_id: DOMAIN,
        items: vec![mapping(0x1000), mapping(0x1000)],
        ..Default::default()
    };
    let mut mapped = requests.map(map).await.unwrap();
    let error = Error::from(mapped.failures.remove(0));
    assert_eq!(
        (error.code(), error.reason()),
        (Code::AlreadyExists, Some("ALREADY_MAPPED"))
    );
}

#[tokio::test]
async fn a_lost_connection_comes_back_where_it_was() {
    let server = Server::start("lost").await;
    let mut line = server.line();
    let direct = Client::connect(&server.unix).await.unwrap();
    boot(&direct).await;
    let client = Client::connect(&line.target).await.unwrap();
    let mut channel = open(&client).await;
    let requests = channel.requests();

    write(&direct, 0x9000, v1::AddressType::Untranslated).await;
    ask_for(&direct, 0x1000, 1).await;
    next(&mut channel, fault).await;
    let held = next(&mut channel, group).await;
    assert!(!held.redelivery);

    line.cut().await;
    write(&direct, 0xa000, v1::AddressType::Untranslated).await;
    ask_for(&direct, 0x2000, 2).await;
    let error = loop {
        match requests
            .respond(vec![answer(held.group_cookie, PageResponseCode::Success)])
            .await
        {
            Err(error @ Error::ConnectionLost { sent: false, .. }) => break error,
            Err(Error::ConnectionLost { sent: true, .. }) => {}
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(error.code(), Code::Unavailable);
    line.mend();

    let VmmItem::Resumed(opened) = channel.next().await.unwrap().unwrap() else {
        panic!("the first item after a loss says how the channel goes on");
    };
    assert_eq!(opened.resume_outcome(), v1::ResumeOutcome::Resumed);
    let mut groups = Vec::new();
    let mut faults = Vec::new();
    while groups.len() < 2 || faults.is_empty() {
        let VmmItem::Reports(reports) = channel.next().await.unwrap().unwrap() else {
            continue;
        };
        for record in reports.into_iter().filter_map(|report| report.record) {
            match record {
                Record::PageRequestGroup(group) => groups.push(group),
                Record::FaultEvent(event) => faults.push(event.iova),
                _ => {}
            }
        }
    }
    assert_eq!(faults, [Some(0xa000)]);
    assert_eq!(
        (groups[0].group_cookie, groups[0].redelivery),
        (held.group_cookie, true)
    );
    assert_eq!((groups[1].pages[0].iova, groups[1].redelivery), (0x2000, false));
    let codes = groups
        .iter()
        .map(|group| answer(group.group_cookie, PageResponseCode::Success));
    assert_eq!(requests.respond(codes.collect()).await.unwrap().sent_count, 2);
}

#[tokio::test]
async fn without_reconnect_a_loss_is_the_end() {
    let server = Server::start("never").await;
    let mut line = server.line();
    boot(&Client::connect(&server.unix).await.unwrap()).await;
    let client = Client::connect(&line.target).await.unwrap();
    let mut channel = client.open_vmm_channel(opening(), Reconnect::never()).await.unwrap();
    line.cut().await;
    let error = channel.next().await.unwrap().unwrap_err();
    assert_eq!(error.reason(), None, "{error}");
    assert!(channel.next().await.is_none());
    let error = channel.requests().respond(vec![]).await.unwrap_err();
    assert!(matches!(error, Error::ConnectionLost { sent: false, .. }), "{error}");
}

#[tokio::test]
async fn the_servers_last_word_is_the_last_item() {
    let server = Server::start("closed").await;
    let client = Client::connect(&server.unix).await.unwrap();
    boot(&client).await;
    let mut channel = open(&client).await;
    let delete = v1::DeleteViommuRequest {
        viommu_id: VIOMMU.to_owned(),
        ..Default::default()
    };
    client.viommus().delete_viommu(delete).await.unwrap();
    let mut last = None;
    while let Some(item) = channel.next().await {
        last = Some(item.unwrap());
    }
    let Some(VmmItem::Closed(closing)) = last else {
        panic!("{last:?}");
    };
    assert_eq!(closing.reason(), ClosingReason::ViommuDeleted);
}

#[tokio::test]
async fn a_dropped_channel_gives_control_back_and_credits_bind() {
    let server = Server::start("credits").await;
    let client = Client::connect(&server.unix).await.unwrap();
    boot(&client).await;
    let first = client
        .open_vmm_channel(
            v1::VmmOpen {
                credits: Some(0),
                ..opening()
            },
            Reconnect::default(),
        )
        .await
        .unwrap();
    for prgi in 1..=3 {
        ask_for(&client, 0x1000, prgi).await;
    }
    drop(first);
    let mut channel = loop {
        let open = v1::VmmOpen {
            credits: Some(0),
            ..opening()
        };
        match client.open_vmm_channel(open, Reconnect::default()).await {
            Ok(channel) => break channel,
            Err(error) => assert_eq!(error.reason(), Some("CONTROLLER_EXISTS")),
        }
    };
    let requests = channel.requests();
    requests.set_credits(1).await.unwrap();
    for prgi in 1..=3 {
        let asked = next(&mut channel, group).await;
        assert_eq!((asked.prgi, asked.redelivery), (prgi, false));
        let invalid = answer(asked.group_cookie, PageResponseCode::InvalidRequest);
        assert_eq!(requests.respond(vec![invalid]).await.unwrap().sent_count, 1);
    }
}

/// The other example is run by the demo.
#[tokio::test]
async fn the_first_steps_go_as_told() {
    let server = Server::start("first-steps").await;
    let here = std::env::current_exe().unwrap();
    let example = here.ancestors().nth(2).unwrap().join("examples/first_steps");
    assert!(
        example.exists(),
        "{} is missing: run cargo build --examples",
        example.display()
    );
    for target in [&server.unix, &server.tcp] {
        let done = tokio::process::Command::new(&example)
            .arg(target)
            .output()
            .await
            .unwrap();
        let text = String::from_utf8(done.stdout).unwrap();
        assert!(done.status.success(), "{text}{}", String::from_utf8_lossy(&done.stderr));
        for line in [
            "gets 1 page(s)",
            "device: a write at 0x4000 ended DMA_STATUS_COMPLETED",
            "asks for what is not there",
            "device: a write at 0xfffffffffffff000 ended DMA_STATUS_INVALID_REQUEST",
            "device: a write at 0x5000 ended DMA_STATUS_FAULTED",
            "vmm: fault event FAULT_REASON_NOT_MAPPED at 0x5000",
        ] {
            assert!(text.contains(line), "{line:?} is missing in\n{text}");
        }
        assert!(text.ends_with("\nok\n"), "{text}");
    }
}

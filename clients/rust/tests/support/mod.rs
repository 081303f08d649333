//! A real server, a line to it that can be cut, and a vIOMMU with a device.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use tokio::io::{copy_bidirectional, AsyncBufReadExt, BufReader};
use tokio::net::{UnixListener, UnixStream};
use tokio::process::{Child, Command};
use tokio::sync::broadcast;
use viommu::{v1, Client};

pub const VIOMMU: &str = "vm";
pub const ENDPOINT: u32 = 1;
pub const DOMAIN: u32 = 1;
pub const PASID: u32 = 5;
/// No double holds this number.
pub const DEVICE_COOKIE: u64 = u64::MAX - 1;

pub const READ_WRITE: v1::Permissions = v1::Permissions {
    read: true,
    write: true,
    execute: false,
    privileged: false,
};

/// A server of its own; it is killed when this is dropped.
pub struct Server {
    _process: Child,
    folder: PathBuf,
    /// `unix:/…`
    pub unix: String,
    /// `127.0.0.1:…`
    pub tcp: String,
}

impl Server {
    /// Starts the program that `make build` made, or that of VIOMMUD.
    pub async fn start(name: &str) -> Self {
        let built = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dist/src/main.js");
        let program = std::env::var_os("VIOMMUD").map_or(built, PathBuf::from);
        assert!(program.exists(), "{} is missing: run make build", program.display());
        let folder = std::env::temp_dir().join(format!("viommu-rust-{}-{name}", std::process::id()));
        std::fs::create_dir(&folder).unwrap();
        let unix = format!("unix:{}", folder.join("server").display());
        let mut process = Command::new("node")
            .arg(program)
            .args(["--listen", &unix, "--listen", "127.0.0.1:0", "--log-level", "error"])
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let ready = lines
            .next_line()
            .await
            .unwrap()
            .expect("the server says where it listens");
        let tcp = ready
            .split(' ')
            .find(|word| word.starts_with("127.0.0.1:"))
            .unwrap()
            .to_owned();
        Self {
            _process: process,
            folder,
            unix,
            tcp,
        }
    }

    /// A line to this server that can be cut.
    pub fn line(&self) -> Line {
        Line::open(&self.folder.join("line"), self.unix.strip_prefix("unix:").unwrap())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Passes connections on until it is cut; then new ones can be made, once it is mended.
pub struct Line {
    /// Where to connect to.
    pub target: String,
    cuts: broadcast::Sender<()>,
    path: PathBuf,
    server: String,
    listening: Option<tokio::task::JoinHandle<()>>,
}

impl Line {
    fn open(path: &Path, server: &str) -> Self {
        let mut line = Self {
            target: format!("unix:{}", path.display()),
            cuts: broadcast::Sender::new(1),
            path: path.to_owned(),
            server: server.to_owned(),
            listening: None,
        };
        line.mend();
        line
    }

    /// Ends every connection; nobody can connect.
    pub async fn cut(&mut self) {
        if let Some(listening) = self.listening.take() {
            listening.abort();
            let _ = listening.await;
        }
        std::fs::remove_file(&self.path).unwrap();
        // Without a connection nobody listens to this.
        let _ = self.cuts.send(());
    }

    /// Takes connections again.
    pub fn mend(&mut self) {
        let listener = UnixListener::bind(&self.path).unwrap();
        let (cuts, server) = (self.cuts.clone(), self.server.clone());
        self.listening = Some(tokio::spawn(async move {
            while let Ok((mut near, _)) = listener.accept().await {
                let (mut cut, server) = (cuts.subscribe(), server.clone());
                tokio::spawn(async move {
                    let mut far = UnixStream::connect(server).await.unwrap();
                    tokio::select! {
                        _ = cut.recv() => {}
                        _ = copy_bidirectional(&mut near, &mut far) => {}
                    }
                });
            }
        }));
    }
}

/// A vIOMMU with memory, a domain and a hosted device, whose page requests are on.
pub async fn boot(client: &Client) {
    let viommu_id = || VIOMMU.to_owned();
    let create = v1::CreateViommuRequest {
        viommu_id: viommu_id(),
        ..Default::default()
    };
    client.viommus().create_viommu(create).await.unwrap();
    let region = v1::MemoryRegion {
        length_bytes: 1 << 20,
        backing: Some(v1::memory_region::Backing::Anonymous(v1::AnonymousBacking {})),
        ..Default::default()
    };
    let register = v1::RegisterGuestMemoryRequest {
        viommu_id: viommu_id(),
        region: Some(region),
        ..Default::default()
    };
    client.memory().register_guest_memory(register).await.unwrap();
    let config = v1::EndpointConfig {
        requester_id: Some(24),
        ats: Some(Default::default()),
        pri: Some(Default::default()),
        pasid: Some(Default::default()),
        ..Default::default()
    };
    let endpoint = v1::CreateEndpointRequest {
        viommu_id: viommu_id(),
        endpoint_id: ENDPOINT,
        config: Some(config),
        ..Default::default()
    };
    client.endpoints().create_endpoint(endpoint).await.unwrap();
    let domain = v1::CreateDomainRequest {
        viommu_id: viommu_id(),
        domain_id: DOMAIN,
        page_requests: true,
        ..Default::default()
    };
    client.domains().create_domain(domain).await.unwrap();
    let attach = v1::AttachRequest {
        viommu_id: viommu_id(),
        endpoint_id: ENDPOINT,
        pasid: Some(PASID),
        domain_id: DOMAIN,
        device_cookie: DEVICE_COOKIE,
        ..Default::default()
    };
    client.domains().attach(attach).await.unwrap();
    let enable = v1::EnablePriRequest {
        viommu_id: viommu_id(),
        endpoint_id: ENDPOINT,
        ..Default::default()
    };
    client.endpoints().enable_pri(enable).await.unwrap();
}

/// Lets the device ask for a page.
pub async fn ask_for(client: &Client, iova: u64, prgi: u32) {
    let item = v1::PageRequestItem {
        iova,
        permissions: Some(READ_WRITE),
        prgi,
        pasid: Some(PASID),
        last: true,
        ..Default::default()
    };
    let request = v1::SubmitPageRequestsRequest {
        viommu_id: VIOMMU.to_owned(),
        endpoint_id: ENDPOINT,
        items: vec![item],
        ..Default::default()
    };
    let response = client
        .endpoints()
        .submit_page_requests(request)
        .await
        .unwrap()
        .into_inner();
    assert_eq!(response.accepted_count, 1);
}

/// Lets the device write a word.
pub async fn write(client: &Client, iova: u64, address_type: v1::AddressType) -> v1::DmaResult {
    let data = vec![0xde, 0xad, 0xbe, 0xef];
    let request = v1::IssueDmaRequest {
        viommu_id: VIOMMU.to_owned(),
        endpoint_id: ENDPOINT,
        pasid: Some(PASID),
        iova,
        address_type: address_type.into(),
        transfer: Some(v1::issue_dma_request::Transfer::Write(v1::DmaWrite { data })),
        ..Default::default()
    };
    let response = client.endpoints().issue_dma(request).await.unwrap().into_inner();
    response.result.unwrap()
}

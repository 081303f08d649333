//! A connection to a server.

use std::time::{Duration, Instant};

use tonic::transport::{Channel, Endpoint};

use crate::error::Error;
use crate::reconnect::Reconnect;
use crate::v1;
use crate::v1::channel_service_client::ChannelServiceClient;
use crate::v1::domain_service_client::DomainServiceClient;
use crate::v1::endpoint_service_client::EndpointServiceClient;
use crate::v1::fault_service_client::FaultServiceClient;
use crate::v1::guest_memory_service_client::GuestMemoryServiceClient;
use crate::v1::invalidation_service_client::InvalidationServiceClient;
use crate::v1::rule_service_client::RuleServiceClient;
use crate::v1::viommu_service_client::ViommuServiceClient;
use crate::vmm_channel::VmmChannel;

/// Between attempts to reach a server that may be about to start.
const ATTEMPT_EVERY: Duration = Duration::from_millis(50);

/// A connection to a server, cheap to clone. It is made again by itself when it was lost; calls that were under way fail.
#[derive(Clone, Debug)]
pub struct Client {
    channel: Channel,
}

impl Client {
    /// Connects to a server: `unix:/path/to/socket`, or `host:port`.
    pub async fn connect(target: &str) -> Result<Self, Error> {
        let channel = endpoint(target)?.connect().await;
        let channel = channel.map_err(|error| unreachable_server(target, &error))?;
        Ok(Self { channel })
    }

    /// Connects to a server that may be about to start: tries again until `patience` is over.
    pub async fn connect_within(target: &str, patience: Duration) -> Result<Self, Error> {
        let deadline = Instant::now() + patience;
        loop {
            let error = match Self::connect(target).await {
                Err(error @ Error::Transport { .. }) => error,
                result => return result,
            };
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(error);
            }
            tokio::time::sleep(left.min(ATTEMPT_EVERY)).await;
        }
    }

    /// The gRPC channel, for other services and for options of tonic.
    pub fn channel(&self) -> Channel {
        self.channel.clone()
    }

    /// vIOMMUs: create, get, list, update, delete, reset; time.
    pub fn viommus(&self) -> ViommuServiceClient<Channel> {
        ViommuServiceClient::new(self.channel())
    }

    /// Endpoints, and what they do by themselves.
    pub fn endpoints(&self) -> EndpointServiceClient<Channel> {
        EndpointServiceClient::new(self.channel())
    }

    /// Domains, attachments, mappings.
    pub fn domains(&self) -> DomainServiceClient<Channel> {
        DomainServiceClient::new(self.channel())
    }

    /// Guest memory.
    pub fn memory(&self) -> GuestMemoryServiceClient<Channel> {
        GuestMemoryServiceClient::new(self.channel())
    }

    /// Page requests, fault events and their answers.
    pub fn faults(&self) -> FaultServiceClient<Channel> {
        FaultServiceClient::new(self.channel())
    }

    /// Invalidations and fences.
    pub fn invalidations(&self) -> InvalidationServiceClient<Channel> {
        InvalidationServiceClient::new(self.channel())
    }

    /// Misbehaviour on command.
    pub fn rules(&self) -> RuleServiceClient<Channel> {
        RuleServiceClient::new(self.channel())
    }

    /// The two streams, as they are on the wire; [`Client::open_vmm_channel`] is what a VMM wants.
    pub fn channels(&self) -> ChannelServiceClient<Channel> {
        ChannelServiceClient::new(self.channel())
    }

    /// Opens a VMM's stream.
    ///
    /// Fails when the first connection is refused or lost; from then on the channel comes back as `reconnect` says.
    pub async fn open_vmm_channel(&self, open: v1::VmmOpen, reconnect: Reconnect) -> Result<VmmChannel, Error> {
        VmmChannel::open(self.channels(), open, reconnect).await
    }
}

fn endpoint(target: &str) -> Result<Endpoint, Error> {
    let refuse = |why: &str| {
        let forms = "write unix:/path/to/socket, or host:port";
        Error::InvalidTarget(format!("{target:?} {why}: {forms}"))
    };
    let uri = match target.strip_prefix("unix:") {
        Some("") => return Err(refuse("has no path")),
        Some(_) => target.to_owned(),
        None if target.contains("://") || !target.contains(':') => return Err(refuse("is no address of a server")),
        None => format!("http://{target}"),
    };
    Endpoint::from_shared(uri).map_err(|_| refuse("is no address of a server"))
}

fn unreachable_server(target: &str, error: &tonic::transport::Error) -> Error {
    let mut why: &dyn std::error::Error = error;
    while let Some(source) = why.source() {
        why = source;
    }
    Error::Transport {
        code: tonic::Code::Unavailable,
        message: format!("{target} cannot be reached: {why}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_a_socket_or_a_host_with_a_port() {
        for good in [
            "unix:/tmp/s",
            "unix:relative",
            "127.0.0.1:1",
            "[::1]:50051",
            "localhost:1",
        ] {
            assert!(endpoint(good).is_ok(), "{good}");
        }
        for bad in ["", "unix:", "localhost", "http://localhost:1", "a b:1"] {
            assert!(matches!(endpoint(bad), Err(Error::InvalidTarget(_))), "{bad}");
        }
    }

    #[tokio::test]
    async fn a_server_that_is_not_there_is_named() {
        let patience = Duration::from_millis(60);
        let error = Client::connect_within("unix:/nowhere/at/all", patience)
            .await
            .unwrap_err();
        assert_eq!(error.code(), tonic::Code::Unavailable);
        assert!(
            error.to_string().contains("unix:/nowhere/at/all cannot be reached: "),
            "{error}"
        );
    }
}

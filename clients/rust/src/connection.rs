//! One connection of a VMM's stream: how it is opened, and what its end means.

use std::time::Duration;

use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::transport::Channel;
use tonic::{Status, Streaming};

use crate::error::{is_loss, Error};
use crate::v1;
use crate::v1::channel_service_client::ChannelServiceClient;
use crate::v1::vmm_channel_request::Payload as Request;
use crate::v1::vmm_channel_response::Payload as Response;
use crate::v1::ClosingReason;

/// Messages on their way to the connection.
const OUTBOUND: usize = 64;

/// A connection that was opened.
pub(crate) struct Open {
    /// `None` once this side has ended.
    pub(crate) outbound: Option<mpsc::Sender<v1::VmmChannelRequest>>,
    pub(crate) inbound: Streaming<v1::VmmChannelResponse>,
    pub(crate) opened: v1::ReportStreamOpened,
}

/// How a connection ended.
pub(crate) enum End {
    /// Nobody reads any more.
    Cancelled,
    /// With the server's last word.
    Closed(v1::Closing),
    /// Another connection may make it good.
    Lost(Error),
    /// It was refused.
    Refused(Error),
}

impl From<Status> for End {
    fn from(status: Status) -> Self {
        if is_loss(&status) {
            Self::Lost(status.into())
        } else {
            Self::Refused(status.into())
        }
    }
}

impl End {
    /// What the last message of the server means.
    pub(crate) fn closing(closing: v1::Closing) -> Self {
        match closing.reason() {
            // A reason of a newer server is as one that stops.
            ClosingReason::Unspecified | ClosingReason::ServerStopping => {
                Self::Lost(unavailable("the server is stopping"))
            }
            _ => Self::Closed(closing),
        }
    }

    /// For people.
    pub(crate) fn why(&self) -> String {
        match self {
            Self::Cancelled => "the channel was dropped".to_owned(),
            Self::Closed(closing) => closing.reason().as_str_name().to_owned(),
            Self::Lost(error) | Self::Refused(error) => error.to_string(),
        }
    }
}

/// Makes a connection after a wait.
pub(crate) async fn attempt(
    delay: Duration,
    client: ChannelServiceClient<Channel>,
    open: v1::VmmOpen,
) -> Result<Open, End> {
    tokio::time::sleep(delay).await;
    connect(client, open).await
}

/// Makes a connection and opens the stream.
pub(crate) async fn connect(mut client: ChannelServiceClient<Channel>, open: v1::VmmOpen) -> Result<Open, End> {
    let (outbound, requests) = mpsc::channel(OUTBOUND);
    let payload = Some(Request::Open(open));
    // The channel is empty and its receiver is here.
    let _ = outbound.try_send(v1::VmmChannelRequest { tag: 0, payload });
    let mut inbound = client.vmm_channel(ReceiverStream::new(requests)).await?.into_inner();
    match inbound.message().await?.and_then(|message| message.payload) {
        Some(Response::Opened(opened)) => Ok(Open {
            outbound: Some(outbound),
            inbound,
            opened,
        }),
        Some(Response::Refused(refused)) => Err(End::Refused(refused.into())),
        Some(Response::Closing(closing)) => Err(End::closing(closing)),
        _ => Err(End::Lost(unavailable("the server did not open the stream"))),
    }
}

/// What cannot be had now.
pub(crate) fn unavailable(why: &str) -> Error {
    Error::Transport {
        code: tonic::Code::Unavailable,
        message: why.to_owned(),
    }
}

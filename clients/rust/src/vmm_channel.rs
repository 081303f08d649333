//! A VMM's stream, as its user sees it.

use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::sync::{mpsc, oneshot, watch};
use tokio_stream::{Stream, StreamExt};
use tonic::transport::Channel;

use crate::driver::{Command, Driver};
use crate::error::Error;
use crate::reconnect::Reconnect;
use crate::v1;
use crate::v1::channel_service_client::ChannelServiceClient;
use crate::v1::vmm_channel_request::Payload as Request;
use crate::v1::vmm_channel_response::Payload as Response;

/// Requests that wait to be sent.
const WAITING_REQUESTS: usize = 64;

/// What comes down a [`VmmChannel`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum VmmItem {
    /// Reports, in the order of the report log, but for groups that waited for credits. Never empty.
    Reports(Vec<v1::Report>),
    /// Reports the channel does not get, and why.
    Skipped(v1::SkippedReports),
    /// The connection was lost, and another goes on. What was not answered comes again, with `redelivery`.
    Resumed(v1::ReportStreamOpened),
    /// Outcomes of an [`VmmRequests::answer`] that did not just do what it said.
    Outcomes(v1::RespondToPageRequestsResponse),
    /// An [`VmmRequests::answer`] was refused.
    Refused(Error),
    /// The server ended the channel for good: the vIOMMU was reset or deleted, or another stream took over. The last item.
    Closed(v1::Closing),
}

/// A VMM's stream: reports come down, answers, mappings and invalidations go up.
///
/// It is a [`Stream`] of items. An error is the last item: what the channel was refused with, or the loss that it did not
/// come back from. A lost connection is made again, and goes on before the first report that is missing; CONTROLLER_EXISTS
/// is borne for some seconds, in which the lost connection may still be the controller. Dropping the channel cancels it.
///
/// At most 64 items are read ahead while no request is outstanding: then the server waits. While one is, everything is
/// read and kept, because the result may be behind it.
#[derive(Debug)]
pub struct VmmChannel {
    items: mpsc::Receiver<Result<VmmItem, Error>>,
    requests: VmmRequests,
    opened: v1::ReportStreamOpened,
}

impl VmmChannel {
    pub(crate) async fn open(
        client: ChannelServiceClient<Channel>,
        open: v1::VmmOpen,
        reconnect: Reconnect,
    ) -> Result<Self, Error> {
        let (commands, commands_in) = mpsc::channel(WAITING_REQUESTS);
        let (items_out, items) = mpsc::channel(1);
        let driver = Driver::connect(client, open, reconnect, commands_in, items_out).await?;
        let requests = VmmRequests {
            commands,
            resume_point: driver.resume_point(),
        };
        let opened = driver.opened().clone();
        tokio::spawn(driver.run());
        Ok(Self {
            items,
            requests,
            opened,
        })
    }

    /// What the stream held when it was opened first.
    pub fn opened(&self) -> &v1::ReportStreamOpened {
        &self.opened
    }

    /// What sends requests, also while somebody waits for items, and from several tasks.
    pub fn requests(&self) -> VmmRequests {
        self.requests.clone()
    }

    /// Says that nothing more will be sent and waits for the end; requests made before still get their results. Items that
    /// come meanwhile are dropped.
    pub async fn end(mut self) -> Result<(), Error> {
        // A channel that has ended already takes no commands.
        let _ = self.requests.commands.send(Command::End).await;
        while let Some(item) = self.next().await {
            item?;
        }
        Ok(())
    }
}

impl Stream for VmmChannel {
    type Item = Result<VmmItem, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.items.poll_recv(context)
    }
}

/// Sends the requests of a [`VmmChannel`]; cheap to clone.
///
/// Each waits for its result, and any number may be outstanding. [`Error::ConnectionLost`] says whether the server may have
/// executed it; nothing is repeated. Dropping the future ends the wait, not the request.
#[derive(Clone, Debug)]
pub struct VmmRequests {
    commands: mpsc::Sender<Command>,
    resume_point: watch::Receiver<v1::ResumePoint>,
}

impl VmmRequests {
    /// Maps pages and answers their groups Success, each item all or nothing.
    pub async fn resolve(&self, items: Vec<v1::ResolveItem>) -> Result<v1::ResolvePageRequestsResponse, Error> {
        let resolve = v1::VmmResolve {
            items,
            ..Default::default()
        };
        match self.request(Request::Resolve(resolve)).await? {
            Response::ResolveResult(result) => Ok(result),
            other => Err(unexpected(&other)),
        }
    }

    /// Answers groups. Late, duplicate and unknown cookies are outcomes, not errors.
    pub async fn respond(&self, responses: Vec<v1::PageResponse>) -> Result<v1::RespondToPageRequestsResponse, Error> {
        match self.request(respond(responses)).await? {
            Response::RespondResult(result) => Ok(result),
            other => Err(unexpected(&other)),
        }
    }

    /// Answers groups without waiting for the result: only if there is something to tell an item comes, `Outcomes` or
    /// `Refused`.
    pub async fn answer(&self, responses: Vec<v1::PageResponse>) -> Result<(), Error> {
        let (sent, is_sent) = oneshot::channel();
        let payload = respond(responses);
        self.command(Command::Tell { payload, sent }, is_sent).await
    }

    /// Makes mappings; ends when lowering permissions, if any, has ended.
    pub async fn map(&self, map: v1::VmmMap) -> Result<v1::MapResponse, Error> {
        match self.request(Request::Map(map)).await? {
            Response::MapResult(result) => Ok(result),
            other => Err(unexpected(&other)),
        }
    }

    /// Removes mappings; ends when the operation has ended.
    pub async fn unmap(&self, unmap: v1::VmmUnmap) -> Result<v1::UnmapResponse, Error> {
        match self.request(Request::Unmap(unmap)).await? {
            Response::UnmapResult(result) => Ok(result),
            other => Err(unexpected(&other)),
        }
    }

    /// Invalidates; ends when the operation has ended.
    pub async fn invalidate(&self, invalidate: v1::VmmInvalidate) -> Result<v1::InvalidateResponse, Error> {
        match self.request(Request::Invalidate(invalidate)).await? {
            Response::InvalidateResult(result) => Ok(result),
            other => Err(unexpected(&other)),
        }
    }

    /// Changes how many unanswered groups the channel may hold, now and for later connections; 0 pauses.
    pub async fn set_credits(&self, credits: u32) -> Result<(), Error> {
        let (sent, is_sent) = oneshot::channel();
        let payload = Request::SetCredits(v1::SetCredits { credits });
        self.command(Command::Tell { payload, sent }, is_sent).await
    }

    /// Up to here every report has been read from the connection, or was explained. Another channel, also in another
    /// process, can go on from here.
    pub fn resume_point(&self) -> v1::ResumePoint {
        *self.resume_point.borrow()
    }

    async fn request(&self, payload: Request) -> Result<Response, Error> {
        let (result, reply) = oneshot::channel();
        self.command(Command::Request { payload, result }, reply).await
    }

    async fn command<T>(&self, command: Command, reply: oneshot::Receiver<Result<T, Error>>) -> Result<T, Error> {
        let has_ended = || Error::ConnectionLost {
            sent: false,
            why: "the channel has ended".to_owned(),
        };
        self.commands.send(command).await.map_err(|_| has_ended())?;
        reply.await.unwrap_or_else(|_| Err(has_ended()))
    }
}

fn respond(responses: Vec<v1::PageResponse>) -> Request {
    Request::Respond(v1::VmmRespond {
        responses,
        ..Default::default()
    })
}

fn unexpected(response: &Response) -> Error {
    Error::Transport {
        code: tonic::Code::Internal,
        message: format!("the server's result is of another kind: {response:?}"),
    }
}

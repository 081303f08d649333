//! What drives a VMM's stream: one task, over as many connections as it takes.

use std::collections::{HashMap, VecDeque};
use std::future::{pending, Future};

use tokio::select;
use tokio::sync::{mpsc, oneshot, watch};
use tonic::transport::Channel;

use crate::connection::{attempt, connect, unavailable, End, Open};
use crate::error::Error;
use crate::progress::Progress;
use crate::reconnect::{Backoff, Reconnect};
use crate::v1;
use crate::v1::channel_service_client::ChannelServiceClient;
use crate::v1::vmm_channel_request::Payload as Request;
use crate::v1::vmm_channel_response::Payload as Response;
use crate::v1::ClosingReason;
use crate::vmm_channel::VmmItem;

/// Items read ahead while no request is outstanding: a result may be behind them.
const READ_AHEAD: usize = 64;

/// What the user wants.
#[derive(Debug)]
pub(crate) enum Command {
    /// Sends a message, and gives its result.
    Request {
        payload: Request,
        result: oneshot::Sender<Result<Response, Error>>,
    },
    /// Sends a message that has a result only if there is something to tell.
    Tell {
        payload: Request,
        sent: oneshot::Sender<Result<(), Error>>,
    },
    /// Ends the channel when every result has come.
    End,
}

impl Command {
    fn refuse(self, error: Error) {
        // Whoever does not wait any more is not told.
        match self {
            Self::Request { result, .. } => drop(result.send(Err(error))),
            Self::Tell { sent, .. } => drop(sent.send(Err(error))),
            Self::End => {}
        }
    }
}

/// The task behind a channel.
pub(crate) struct Driver {
    client: ChannelServiceClient<Channel>,
    open: v1::VmmOpen,
    connection: Open,
    backoff: Backoff,
    /// For a predecessor that is not gone yet.
    patience: Backoff,
    progress: Progress,
    resume_point: watch::Sender<v1::ResumePoint>,
    commands: mpsc::Receiver<Command>,
    items: mpsc::Sender<Result<VmmItem, Error>>,
    read: VecDeque<VmmItem>,
    pending: HashMap<u64, oneshot::Sender<Result<Response, Error>>>,
    next_tag: u64,
}

impl Driver {
    /// Opens the first connection.
    pub(crate) async fn connect(
        client: ChannelServiceClient<Channel>,
        open: v1::VmmOpen,
        reconnect: Reconnect,
        commands: mpsc::Receiver<Command>,
        items: mpsc::Sender<Result<VmmItem, Error>>,
    ) -> Result<Self, Error> {
        let connection = match connect(client.clone(), open.clone()).await {
            Ok(connection) => connection,
            Err(End::Lost(error) | End::Refused(error)) => return Err(error),
            Err(end) => return Err(unavailable(&end.why())),
        };
        let progress = Progress::new(&connection.opened);
        Ok(Self {
            client,
            open,
            backoff: Backoff::new(reconnect.clone()),
            patience: Backoff::new(reconnect.patience()),
            resume_point: watch::Sender::new(progress.resume_point()),
            progress,
            connection,
            commands,
            items,
            read: VecDeque::new(),
            pending: HashMap::new(),
            next_tag: 1,
        })
    }

    /// How far the channel has come.
    pub(crate) fn resume_point(&self) -> watch::Receiver<v1::ResumePoint> {
        self.resume_point.subscribe()
    }

    /// What the present connection was opened with.
    pub(crate) fn opened(&self) -> &v1::ReportStreamOpened {
        &self.connection.opened
    }

    /// Runs until the channel has ended.
    pub(crate) async fn run(mut self) {
        loop {
            let mut end = self.converse().await;
            let why = end.why();
            for (_, result) in self.pending.drain() {
                let why = why.clone();
                drop(result.send(Err(Error::ConnectionLost { sent: true, why })));
            }
            if self.connection.outbound.is_some() {
                end = match self.come_back(end).await {
                    Ok(connection) => {
                        self.resumed(connection);
                        continue;
                    }
                    Err(end) => end,
                };
            }
            return self.finish(end).await;
        }
    }

    /// Serves the present connection until it ends.
    async fn converse(&mut self) -> End {
        loop {
            let is_ending = self.connection.outbound.is_none();
            let wants_more = self.read.len() < READ_AHEAD || !self.pending.is_empty() || is_ending;
            select! {
                command = next_command(&mut self.commands, self.connection.outbound.as_ref()) => self.obey(command),
                true = has_room(&self.items), if !self.read.is_empty() => self.hand_over(),
                message = self.connection.inbound.message(), if wants_more => match message {
                    Ok(Some(message)) => {
                        if let Some(end) = self.heard(message) {
                            return end;
                        }
                    }
                    Ok(None) => return End::Lost(unavailable("the server ended the stream")),
                    Err(status) => return status.into(),
                },
                () = self.items.closed() => return End::Cancelled,
            }
        }
    }

    /// Hands over an item, for which there is room.
    fn hand_over(&mut self) {
        if let Some(item) = self.read.pop_front() {
            // Nobody else sends; whoever does not read any more is noticed by `closed`.
            let _ = self.items.try_send(Ok(item));
        }
    }

    fn obey(&mut self, command: Option<Command>) {
        let Some(outbound) = &self.connection.outbound else {
            if let Some(command) = command {
                command.refuse(not_sent("the channel is ending"));
            }
            return;
        };
        let (tag, payload) = match command {
            None | Some(Command::End) => {
                self.connection.outbound = None;
                return;
            }
            Some(Command::Request { payload, result }) => {
                self.pending.insert(self.next_tag, result);
                (self.next_tag, payload)
            }
            Some(Command::Tell { payload, sent }) => {
                drop(sent.send(Ok(())));
                (0, payload)
            }
        };
        if let Request::SetCredits(v1::SetCredits { credits }) = &payload {
            self.open.credits = Some(*credits);
        }
        let payload = Some(payload);
        // There is room, unless the connection has ended: then it is among those that are lost with it.
        let _ = outbound.try_send(v1::VmmChannelRequest { tag, payload });
        self.next_tag += u64::from(tag != 0);
    }

    /// Takes a message; returns how the connection ended, if that is what it says.
    fn heard(&mut self, message: v1::VmmChannelResponse) -> Option<End> {
        match message.payload? {
            Response::Reports(batch) => {
                for skipped in batch.skipped {
                    self.skipped(skipped);
                }
                let reports = self.progress.received(batch.reports);
                if !reports.is_empty() {
                    self.read.push_back(VmmItem::Reports(reports));
                }
                self.resume_point.send_replace(self.progress.resume_point());
            }
            Response::Skipped(skipped) => self.skipped(skipped),
            Response::Refused(refused) => match self.pending.remove(&message.tag) {
                Some(result) => drop(result.send(Err(refused.into()))),
                None => self.read.push_back(VmmItem::Refused(refused.into())),
            },
            Response::Closing(closing) => return Some(End::closing(closing)),
            Response::Opened(_) | Response::Heartbeat(_) => {}
            result => match (self.pending.remove(&message.tag), result) {
                (Some(waiting), result) => drop(waiting.send(Ok(result))),
                (None, Response::RespondResult(result)) => self.read.push_back(VmmItem::Outcomes(result)),
                (None, _) => {}
            },
        }
        None
    }

    fn skipped(&mut self, skipped: v1::SkippedReports) {
        self.progress.skipped(&skipped);
        self.resume_point.send_replace(self.progress.resume_point());
        self.read.push_back(VmmItem::Skipped(skipped));
    }

    /// Makes another connection after a loss, or says how the channel ends.
    async fn come_back(&mut self, mut end: End) -> Result<Open, End> {
        loop {
            let delay = match &end {
                End::Lost(_) => self.backoff.next_delay(),
                End::Refused(error) if error.reason() == Some("CONTROLLER_EXISTS") => self.patience.next_delay(),
                _ => None,
            };
            let Some(delay) = delay else { return Err(end) };
            let attempt = attempt(delay, self.client.clone(), self.opening());
            end = match self.while_away(attempt).await {
                Some(Ok(connection)) => return Ok(connection),
                Some(Err(why)) => why,
                None => End::Cancelled,
            };
        }
    }

    fn opening(&self) -> v1::VmmOpen {
        let mut open = self.open.clone();
        let selection = open.selection.get_or_insert_default();
        selection.resume = Some(self.progress.resume_point());
        // Control that somebody else has by now is not taken back.
        for domain in &mut selection.domains {
            domain.take_over = false;
        }
        open
    }

    /// Waits for something while there is no connection; `None` when the channel is ended meanwhile.
    async fn while_away<T>(&mut self, something: impl Future<Output = T>) -> Option<T> {
        let mut something = std::pin::pin!(something);
        loop {
            select! {
                result = &mut something => return Some(result),
                true = has_room(&self.items), if !self.read.is_empty() => self.hand_over(),
                command = self.commands.recv() => match command {
                    None | Some(Command::End) => return None,
                    Some(command) => command.refuse(not_sent("the connection is lost; the channel is coming back")),
                },
                () = self.items.closed() => return None,
            }
        }
    }

    fn resumed(&mut self, connection: Open) {
        self.backoff.succeeded();
        self.patience.succeeded();
        self.progress.reopened(&connection.opened);
        self.resume_point.send_replace(self.progress.resume_point());
        self.read.push_back(VmmItem::Resumed(connection.opened.clone()));
        self.connection = connection;
    }

    /// Hands over what was read, and last how it ended.
    async fn finish(mut self, end: End) {
        self.commands.close();
        while let Ok(command) = self.commands.try_recv() {
            command.refuse(not_sent("the channel has ended"));
        }
        let last = match end {
            End::Cancelled => None,
            End::Closed(closing) if closing.reason() == ClosingReason::ClientDone => None,
            End::Closed(closing) => Some(Ok(VmmItem::Closed(closing))),
            End::Lost(error) | End::Refused(error) => Some(Err(error)),
        };
        for item in self.read.drain(..).map(Ok).chain(last) {
            if self.items.send(item).await.is_err() {
                return;
            }
        }
    }
}

/// Waits until an item can be handed over; false: nobody reads any more.
async fn has_room(items: &mpsc::Sender<Result<VmmItem, Error>>) -> bool {
    items.reserve().await.is_ok()
}

/// The next command, once there is room to send what it says.
async fn next_command(
    commands: &mut mpsc::Receiver<Command>,
    outbound: Option<&mpsc::Sender<v1::VmmChannelRequest>>,
) -> Option<Command> {
    if let Some(outbound) = outbound {
        // Without a connection nothing can be sent: its end is about to be read.
        let Ok(_room) = outbound.reserve().await else {
            return pending().await;
        };
        return commands.recv().await;
    }
    match commands.recv().await {
        Some(command) => Some(command),
        None => pending().await,
    }
}

fn not_sent(why: &str) -> Error {
    Error::ConnectionLost {
        sent: false,
        why: why.to_owned(),
    }
}

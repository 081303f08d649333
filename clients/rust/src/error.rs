//! Why something was not done.

use std::collections::HashMap;
use std::error::Error as _;
use std::fmt;

use tonic::{Code, Status};
use tonic_types::StatusExt;

use crate::v1;

/// `ErrorInfo.domain` of the server's refusals.
const DOMAIN: &str = "viommu";

/// The server refused a call, a message of a stream, or an item of a batch. It changed nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The category.
    pub code: Code,
    /// The machine-readable reason, as `VIOMMU_NOT_FOUND`. This is API; the message is not.
    pub reason: String,
    /// For people: the field, the value and the way out.
    pub message: String,
    /// More about the reason, by key.
    pub metadata: HashMap<String, String>,
    /// The field at fault, where there is one. Not known of messages and items.
    pub field: Option<String>,
}

/// Why something was not done.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The server refused it.
    Refused(Box<Refusal>),
    /// The call failed without a word from the server: it cannot be reached, a deadline has passed, a message was too long.
    Transport {
        /// The category.
        code: Code,
        /// For people.
        message: String,
    },
    /// The connection of a channel was lost before the result came. Nothing is repeated.
    ConnectionLost {
        /// Whether the request was sent, so that the server may have executed it.
        sent: bool,
        /// For people.
        why: String,
    },
    /// This is not an address of a server.
    InvalidTarget(String),
}

impl Error {
    /// The category.
    pub fn code(&self) -> Code {
        match self {
            Self::Refused(refusal) => refusal.code,
            Self::Transport { code, .. } => *code,
            Self::ConnectionLost { .. } => Code::Unavailable,
            Self::InvalidTarget(_) => Code::InvalidArgument,
        }
    }

    /// The machine-readable reason of a refusal.
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Refused(refusal) => Some(&refusal.reason),
            _ => None,
        }
    }

    /// What a refusal says under this key.
    pub fn metadata(&self, key: &str) -> Option<&str> {
        match self {
            Self::Refused(refusal) => refusal.metadata.get(key).map(String::as_str),
            _ => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refusal) => write!(f, "{}: {}", refusal.reason, refusal.message),
            Self::Transport { code, message } => write!(f, "{code:?}: {message}"),
            Self::ConnectionLost { sent: true, why } => {
                write!(f, "the connection was lost before the result: {why}")
            }
            Self::ConnectionLost { sent: false, why } => write!(f, "not sent: {why}"),
            Self::InvalidTarget(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for Error {}

impl From<Status> for Error {
    fn from(status: Status) -> Self {
        let (code, message) = (status.code(), status.message().to_owned());
        match status.get_details_error_info() {
            Some(info) if info.domain == DOMAIN => Self::Refused(Box::new(Refusal {
                code,
                reason: info.reason,
                message,
                metadata: info.metadata,
                field: status
                    .get_details_bad_request()
                    .and_then(|bad| bad.field_violations.into_iter().next())
                    .map(|violation| violation.field),
            })),
            _ => Self::Transport { code, message },
        }
    }
}

impl From<v1::Refused> for Error {
    fn from(refused: v1::Refused) -> Self {
        let v1::Refused {
            code,
            reason,
            message,
            metadata,
        } = refused;
        refusal_in_stream(code, reason, message, metadata)
    }
}

impl From<v1::ItemResult> for Error {
    fn from(item: v1::ItemResult) -> Self {
        refusal_in_stream(item.code, item.reason, item.message, item.metadata)
    }
}

fn refusal_in_stream(code: u32, reason: String, message: String, metadata: HashMap<String, String>) -> Error {
    Error::Refused(Box::new(Refusal {
        code: i32::try_from(code).map_or(Code::Unknown, Code::from_i32),
        reason,
        message,
        metadata,
        field: None,
    }))
}

/// Whether the connection failed, and not the request. With a reason, only UNAVAILABLE is worth another attempt; UNKNOWN
/// is what the transport makes of broken connections, which are then the source.
pub(crate) fn is_loss(status: &Status) -> bool {
    match status.code() {
        Code::Unavailable => true,
        Code::Cancelled | Code::Internal => status.get_details_error_info().is_none(),
        Code::Unknown => status.source().is_some(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tonic_types::ErrorDetails;

    fn refused() -> Status {
        let mut details = ErrorDetails::new();
        let metadata = HashMap::from([("limit".to_owned(), "max_domains".to_owned())]);
        details
            .set_error_info("LIMIT_EXCEEDED", DOMAIN, metadata)
            .add_bad_request_violation("domain_id", "too many");
        Status::with_error_details(Code::ResourceExhausted, "too many domains", details)
    }

    #[test]
    fn a_refusal_has_reason_metadata_and_field() {
        let error = Error::from(refused());
        assert_eq!(error.code(), Code::ResourceExhausted);
        assert_eq!(error.reason(), Some("LIMIT_EXCEEDED"));
        assert_eq!(error.metadata("limit"), Some("max_domains"));
        assert_eq!(error.metadata("value"), None);
        let Error::Refused(refusal) = &error else {
            panic!("{error:?}");
        };
        assert_eq!(refusal.field.as_deref(), Some("domain_id"));
        assert_eq!(error.to_string(), "LIMIT_EXCEEDED: too many domains");
    }

    #[test]
    fn the_words_of_another_domain_are_no_reason() {
        let details = ErrorDetails::with_error_info("QUOTA", "proxy.example", HashMap::new());
        let status = Status::with_error_details(Code::Unavailable, "busy", details);
        let error = Error::from(status);
        assert_eq!((error.code(), error.reason()), (Code::Unavailable, None));
    }

    #[test]
    fn an_item_and_a_message_are_refused_alike() {
        let metadata = HashMap::from([("first".to_owned(), "0x1000".to_owned())]);
        let item = v1::ItemResult {
            index: 3,
            code: Code::AlreadyExists as u32,
            reason: "ALREADY_MAPPED".to_owned(),
            message: "unmap that first".to_owned(),
            metadata: metadata.clone(),
        };
        let message = v1::Refused {
            code: item.code,
            reason: item.reason.clone(),
            message: item.message.clone(),
            metadata,
        };
        let error = Error::from(item);
        assert_eq!(error, Error::from(message));
        assert_eq!(error.code(), Code::AlreadyExists);
        assert_eq!(error.metadata("first"), Some("0x1000"));
    }

    #[test]
    fn a_code_nobody_knows_is_unknown() {
        let refused = v1::Refused {
            code: u32::MAX,
            ..v1::Refused::default()
        };
        assert_eq!(Error::from(refused).code(), Code::Unknown);
    }

    #[test]
    fn connections_are_lost_and_requests_refused() {
        assert!(is_loss(&Status::unavailable("")));
        assert!(is_loss(&Status::internal("reset")));
        assert!(is_loss(&Status::from_error("broken pipe".into())));
        assert!(!is_loss(&Status::unknown("a failure of the server")));
        assert!(!is_loss(&Status::deadline_exceeded("")));
        assert!(!is_loss(&refused()));
    }
}

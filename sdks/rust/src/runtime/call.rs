use std::sync::Arc;

use serde::de::DeserializeOwned;

use super::core::{Core, Options, Received};
use super::outcome::Answer;
use super::{unique, Cause, Failure, Operation, Outcome, Request};

/// One call to be: the client it goes through and what the caller set for it.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub core: Arc<Core>,
    pub options: Options,
}

impl Call {
    pub(crate) fn new(core: &Arc<Core>) -> Self {
        Self {
            core: Arc::clone(core),
            options: Options::default(),
        }
    }

    /// A request that is still empty.
    pub(crate) fn request(&self, operation: &'static Operation) -> Request {
        let mut request = Request::new(operation);
        request.members.clone_from(&self.options.members);
        request
    }

    /// Sends, and reads the answer as JSON.
    pub(crate) async fn json<T: DeserializeOwned>(
        &self,
        request: Result<Request, Failure>,
    ) -> Outcome<T> {
        self.decoded(request, Received::json).await
    }

    /// Sends; the answer has nothing to read.
    pub(crate) async fn nothing(&self, request: Result<Request, Failure>) -> Outcome<()> {
        self.decoded(request, |_| Ok(())).await
    }

    /// Sends, and reads the answer as this does.
    pub(crate) async fn decoded<T>(
        &self,
        request: Result<Request, Failure>,
        read: fn(&Received) -> Result<T, String>,
    ) -> Outcome<T> {
        let received = match self.exchange(request).await {
            Ok(received) => received,
            Err(failure) => return Outcome::failure(failure),
        };
        match received.told_of(read(&received)) {
            Ok(value) => Outcome::success(value, received.answer()),
            Err(failure) => Outcome::failure(failure),
        }
    }

    /// The same as [`Call::json`] with the failure as it is.
    pub(crate) async fn json_or_failure<T: DeserializeOwned>(
        &self,
        request: Result<Request, Failure>,
    ) -> Result<(T, Answer), Failure> {
        let received = self.exchange(request).await?;
        let value = received.told_of(received.json())?;
        Ok((value, received.answer()))
    }

    /// The key of one part of many: made from the one the caller gave, else a new one.
    pub(crate) fn part_key(&self, start: usize) -> Option<String> {
        let given = self.options.idempotency_key.as_ref();
        given.map_or_else(unique::key, |key| Some(format!("{key}-{start}")))
    }

    /// Sends, and leaves the answer's body to be read as it comes.
    pub(crate) async fn opened(
        &self,
        request: Result<Request, Failure>,
    ) -> Result<Received, Failure> {
        self.core.open(&request?, &self.options).await
    }

    async fn exchange(&self, request: Result<Request, Failure>) -> Result<Received, Failure> {
        self.core.call(&request?, &self.options).await
    }
}

impl Received {
    /// What was read of it, which ends the call.
    fn told_of<T>(&self, read: Result<T, String>) -> Result<T, Failure> {
        let result = read.map_err(|why| unreadable(self, &why));
        self.told.end(result.as_ref().err());
        result
    }
}

/// A response that is not what the document promises.
pub(crate) fn unreadable(received: &Received, why: &str) -> Failure {
    let answer = received.answer();
    Failure::local(Cause::Decode, format!("the response cannot be read: {why}")).with(|facts| {
        facts.status = answer.status;
        facts.request_id = answer.request_id;
        facts.headers = answer.headers;
        facts.attempts = answer.attempts;
    })
}

/// The setters every call has.
macro_rules! call_options {
    ($builder:ident $(<$lifetime:lifetime>)?) => {
        impl $(<$lifetime>)? $builder $(<$lifetime>)? {
            /// How long the call may take, retries and waits included. For a stream: its opening.
            pub fn timeout(mut self, value: ::std::time::Duration) -> Self {
                self.call.options.timeout = Some(value);
                self
            }

            /// How often the request is sent again at most.
            pub fn max_retries(mut self, value: u32) -> Self {
                self.call.options.max_retries = Some(value);
                self
            }

            /// Adds a header to the request, replacing one of the same name.
            pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
                self.call.options.headers.push((name.into(), value.into()));
                self
            }

            /// Adds a pair to the query, for what the document does not know.
            pub fn extra_query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
                self.call.options.query.push((name.into(), value.into()));
                self
            }
        }
    };
}

/// The setter of calls whose body is an object.
macro_rules! body_members {
    ($builder:ident $(<$lifetime:lifetime>)?) => {
        impl $(<$lifetime>)? $builder $(<$lifetime>)? {
            /// Adds a member to the body, for what the document does not know, replacing one of the same name.
            pub fn extra_member(mut self, name: impl Into<String>, value: impl Into<$crate::Json>) -> Self {
                self.call.options.members.insert(name.into(), value.into());
                self
            }
        }
    };
}

/// The setter of calls that are made once however often they are sent.
macro_rules! idempotency_key {
    ($builder:ident $(<$lifetime:lifetime>)?) => {
        impl $(<$lifetime>)? $builder $(<$lifetime>)? {
            /// The key under which the server does this once. A random one is made for each call otherwise.
            pub fn idempotency_key(mut self, value: impl Into<String>) -> Self {
                self.call.options.idempotency_key = Some(value.into());
                self
            }
        }
    };
}

/// A function that reads a value from where it comes, by what that says of it.
macro_rules! reads {
    ($from:ident: $source:ident by $key:expr => $type:ty { $($pattern:pat => $value:expr,)+ }) => {
        #[allow(clippy::match_single_binding, clippy::match_same_arms, reason = "there may be one case, or many alike")]
        fn read($from: &$source) -> Result<$type, String> {
            match $key {
                $($pattern => $value,)+
            }
        }
    };
}

pub(crate) use {body_members, call_options, idempotency_key, reads};

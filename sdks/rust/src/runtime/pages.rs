use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use super::shared::Shared;
use super::unfold::{unfold, BoxStream};
use super::{Cause, Failure, Outcome};
use crate::Error;

/// A call that answers with one page and says where the next one is.
pub(crate) trait Paged: Clone + Send + Unpin + 'static {
    type Page: Send + 'static;
    type Item: Send + Unpin + 'static;

    fn fetch(self) -> impl Future<Output = Outcome<Self::Page>> + Send;
    /// The same call for the page at this cursor.
    fn at(self, cursor: String) -> Self;
    fn next(page: &Self::Page) -> Option<String>;
    fn items(page: Self::Page) -> Vec<Self::Item>;
}

/// What became of the last page, once there was one.
type Last = Shared<Option<Outcome<()>>>;

macro_rules! boxed_stream {
    ($(#[$docs:meta])* $name:ident) => {
        $(#[$docs])*
        #[must_use = "streams do nothing unless polled"]
        pub struct $name<T> {
            stream: BoxStream<Result<T, Error>>,
            last: Last,
        }

        impl<T> $name<T> {
            /// What the response with the last page said beside it, for one that failed too; `None` before the first.
            #[must_use]
            pub fn last_outcome(&self) -> Option<Outcome<()>> {
                self.last.get()
            }
        }

        impl<T> Stream for $name<T> {
            type Item = Result<T, Error>;

            fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
                self.stream.as_mut().poll_next(context)
            }
        }

        impl<T> fmt::Debug for $name<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    };
}

boxed_stream! {
    /// The pages of a list, each fetched when it is asked for. Ends after the last page or the first error.
    Pages
}

boxed_stream! {
    /// The items of a list, page after page, each page fetched when its first item is asked for. Ends after the last
    /// item or the first error.
    Items
}

impl<P: Send + 'static> Pages<P> {
    pub(crate) fn of<C: Paged<Page = P>>(call: C) -> Self {
        let last = Last::default();
        let stream = unfold(Walk::new(call, last.clone()), |mut walk| async {
            let page = walk.step().await?;
            Some((page, walk))
        });
        Self { stream, last }
    }
}

impl<T: Send + Unpin + 'static> Items<T> {
    pub(crate) fn of<C: Paged<Item = T>>(call: C) -> Self {
        let last = Last::default();
        let start = (Walk::new(call, last.clone()), Vec::new().into_iter());
        let stream = unfold(start, |(mut walk, mut items)| async {
            loop {
                if let Some(item) = items.next() {
                    return Some((Ok(item), (walk, items)));
                }
                match walk.step().await? {
                    Ok(page) => items = C::items(page).into_iter(),
                    Err(error) => return Some((Err(error), (walk, items))),
                }
            }
        });
        Self { stream, last }
    }
}

/// Where a walk over pages is: the call for the next page, and its cursor.
struct Walk<C> {
    call: Option<C>,
    cursor: Option<String>,
    last: Last,
}

impl<C: Paged> Walk<C> {
    const fn new(call: C, last: Last) -> Self {
        Self {
            call: Some(call),
            cursor: None,
            last,
        }
    }

    async fn step(&mut self) -> Option<Result<C::Page, Error>> {
        let call = self.call.take()?;
        let (page, rest) = call.clone().fetch().await.split();
        self.last.set(Some(rest));
        let page = match page {
            Ok(page) => page,
            Err(error) => return Some(Err(error)),
        };
        let next = C::next(&page).filter(|cursor| !cursor.is_empty());
        if next.is_some() && next == self.cursor {
            let failure = Failure::local(Cause::Decode, "the next page has the cursor of this one");
            self.last.set(Some(Outcome::failure(failure.clone())));
            return Some(Err(failure.into()));
        }
        self.call = next.clone().map(|cursor| call.at(cursor));
        self.cursor = next;
        Some(Ok(page))
    }
}

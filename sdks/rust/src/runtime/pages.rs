use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use super::unfold::{unfold, BoxStream};
use super::{Cause, Failure};
use crate::Error;

/// A call that answers with one page and says where the next one is.
pub(crate) trait Paged: Clone + Send + Unpin + 'static {
    type Page: Send + 'static;
    type Item: Send + Unpin + 'static;

    fn fetch(self) -> impl Future<Output = Result<Self::Page, Error>> + Send;
    /// The same call for the page at this cursor.
    fn at(self, cursor: String) -> Self;
    fn next(page: &Self::Page) -> Option<String>;
    fn items(page: Self::Page) -> Vec<Self::Item>;
}

macro_rules! boxed_stream {
    ($(#[$docs:meta])* $name:ident) => {
        $(#[$docs])*
        #[must_use = "streams do nothing unless polled"]
        pub struct $name<T>(BoxStream<Result<T, Error>>);

        impl<T> Stream for $name<T> {
            type Item = Result<T, Error>;

            fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
                self.0.as_mut().poll_next(context)
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
        Self(unfold(Walk::from(call), |mut walk| async {
            let page = walk.step().await?;
            Some((page, walk))
        }))
    }
}

impl<T: Send + Unpin + 'static> Items<T> {
    pub(crate) fn of<C: Paged<Item = T>>(call: C) -> Self {
        let start = (Walk::from(call), Vec::new().into_iter());
        Self(unfold(start, |(mut walk, mut items)| async {
            loop {
                if let Some(item) = items.next() {
                    return Some((Ok(item), (walk, items)));
                }
                match walk.step().await? {
                    Ok(page) => items = C::items(page).into_iter(),
                    Err(error) => return Some((Err(error), (walk, items))),
                }
            }
        }))
    }
}

/// Where a walk over pages is: the call for the next page, and its cursor.
struct Walk<C> {
    call: Option<C>,
    cursor: Option<String>,
}

impl<C> From<C> for Walk<C> {
    fn from(call: C) -> Self {
        Self {
            call: Some(call),
            cursor: None,
        }
    }
}

impl<C: Paged> Walk<C> {
    async fn step(&mut self) -> Option<Result<C::Page, Error>> {
        let call = self.call.take()?;
        let page = match call.clone().fetch().await {
            Ok(page) => page,
            Err(error) => return Some(Err(error)),
        };
        let next = C::next(&page).filter(|cursor| !cursor.is_empty());
        if next.is_some() && next == self.cursor {
            let failure = Failure::local(Cause::Decode, "the next page has the cursor of this one");
            return Some(Err(failure.into()));
        }
        self.call = next.clone().map(|cursor| call.at(cursor));
        self.cursor = next;
        Some(Ok(page))
    }
}

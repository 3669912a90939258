use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

pub(crate) type BoxStream<T> = Pin<Box<dyn Stream<Item = T> + Send>>;

type Step<S, T> = Pin<Box<dyn Future<Output = Option<(T, S)>> + Send>>;

/// A stream made of steps: each takes the state and gives an item with the next state, or ends.
pub(crate) fn unfold<S, T, F, N>(state: S, step: N) -> BoxStream<T>
where
    S: Send + Unpin + 'static,
    T: 'static,
    N: FnMut(S) -> F + Send + Unpin + 'static,
    F: Future<Output = Option<(T, S)>> + Send + 'static,
{
    Box::pin(Unfold {
        idle: Some(state),
        running: None,
        step,
    })
}

struct Unfold<S, T, N> {
    idle: Option<S>,
    running: Option<Step<S, T>>,
    step: N,
}

impl<S, T, F, N> Stream for Unfold<S, T, N>
where
    S: Unpin,
    N: FnMut(S) -> F + Unpin,
    F: Future<Output = Option<(T, S)>> + Send + 'static,
{
    type Item = T;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<T>> {
        let this = self.get_mut();
        if let Some(state) = this.idle.take() {
            this.running = Some(Box::pin((this.step)(state)));
        }
        let Some(running) = this.running.as_mut() else {
            return Poll::Ready(None);
        };
        let Poll::Ready(ended) = running.as_mut().poll(context) else {
            return Poll::Pending;
        };
        this.running = None;
        Poll::Ready(ended.map(|(item, state)| {
            this.idle = Some(state);
            item
        }))
    }
}

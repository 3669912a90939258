use std::collections::{HashSet, VecDeque};

use crate::contract;

/// The ids of the last events, to know one that comes again.
#[derive(Debug, Default)]
pub(super) struct Recent {
    order: VecDeque<String>,
    known: HashSet<String>,
}

impl Recent {
    pub(super) fn has(&self, id: Option<&str>) -> bool {
        id.is_some_and(|id| self.known.contains(id))
    }

    pub(super) fn add(&mut self, id: String) {
        if self.order.len() >= contract::REMEMBERED_IDS {
            if let Some(oldest) = self.order.pop_front() {
                self.known.remove(&oldest);
            }
        }
        self.order.push_back(id.clone());
        self.known.insert(id);
    }
}

//! What builders do with the arguments they are given.

use std::collections::BTreeMap;

/// Texts, as strings or as an open enum.
pub(crate) fn names_of<T>(values: &[impl AsRef<str>]) -> Vec<T>
where
    T: for<'a> From<&'a str>,
{
    values.iter().map(|value| T::from(value.as_ref())).collect()
}

/// A list of anything that converts.
pub(crate) fn items_of<T>(values: impl IntoIterator<Item = impl Into<T>>) -> Vec<T> {
    values.into_iter().map(Into::into).collect()
}

/// Named values.
pub(crate) fn entries_of<T>(
    values: impl IntoIterator<Item = (impl Into<String>, impl Into<T>)>,
) -> BTreeMap<String, T> {
    values
        .into_iter()
        .map(|(name, value)| (name.into(), value.into()))
        .collect()
}

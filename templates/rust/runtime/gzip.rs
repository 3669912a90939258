use std::io::Write as _;

use bytes::Bytes;
use flate2::write::GzEncoder;
use flate2::Compression;

use crate::contract;

/// A body compressed; `None` where that is not worth the work. The wire should be the slower of the two.
pub(crate) fn gzip(body: &[u8]) -> Option<Bytes> {
    if body.len() < contract::GZIP_FROM {
        return None;
    }
    let level = Compression::new(contract::GZIP_LEVEL);
    let mut encoder = GzEncoder::new(Vec::with_capacity(body.len() / 2), level);
    encoder.write_all(body).ok()?;
    encoder.finish().ok().map(Into::into)
}

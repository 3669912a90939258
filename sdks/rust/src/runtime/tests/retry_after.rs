use std::time::Duration;

use chrono::{TimeZone, Utc};

use crate::runtime::details::Headers;
use crate::runtime::retry_after::wait_of;

fn wait(pairs: &[(&str, &str)]) -> Option<Duration> {
    let mut headers = Headers::default();
    for (name, value) in pairs {
        headers.push(name, value);
    }
    let now = Utc.with_ymd_and_hms(1994, 11, 6, 8, 49, 30).single()?;
    wait_of(&headers, now)
}

#[test]
fn every_form_is_read() {
    assert_eq!(wait(&[("retry-after", "7")]), Some(Duration::from_secs(7)));
    assert_eq!(
        wait(&[("retry-after", "0.25")]),
        Some(Duration::from_millis(250))
    );
    for date in [
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
    ] {
        assert_eq!(
            wait(&[("retry-after", date)]),
            Some(Duration::from_secs(7)),
            "{date}"
        );
    }
}

#[test]
fn a_date_gone_by_is_now() {
    let past = "Sun, 06 Nov 1994 08:00:00 GMT";
    assert_eq!(wait(&[("retry-after", past)]), Some(Duration::ZERO));
}

#[test]
fn milliseconds_are_finer_and_go_first() {
    let both = [("retry-after", "7"), ("retry-after-ms", "1500")];
    assert_eq!(wait(&both), Some(Duration::from_millis(1500)));
}

#[test]
fn what_is_no_time_is_no_wish() {
    for text in ["", "soon", "-1", "1e3", "inf", "NaN", ".5", "1.2.3"] {
        assert_eq!(wait(&[("retry-after", text)]), None, "{text}");
    }
    assert_eq!(wait(&[]), None);
}

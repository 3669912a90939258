#![cfg(feature = "otel")]

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use opentelemetry::propagation::text_map_propagator::FieldIter;
use opentelemetry::propagation::{Extractor, Injector, TextMapPropagator};
use opentelemetry::trace::{
    Span, SpanBuilder, SpanContext, SpanId, SpanKind, Status, TraceContextExt as _, TraceFlags,
    TraceId, TraceState, Tracer, TracerProvider,
};
use opentelemetry::{global, Context, InstrumentationScope, KeyValue};
use serde::{Deserialize, Serialize};

use super::server::{answer, Server};
use super::{call_with, request, settings, GET};
use crate::otel::OpenTelemetry;

/// What spans are, in the SDKs of every language.
const TABLE: &str = include_str!("spans.json");

#[derive(Deserialize)]
struct Row {
    about: String,
    answers: Vec<u16>,
    spans: Vec<Told>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Told {
    name: String,
    kind: String,
    parent: Option<String>,
    failed: bool,
    attributes: BTreeMap<String, String>,
}

/// Keeps what it is told. Ids of spans are their places in the order of their beginnings.
#[derive(Debug, Clone, Default)]
struct Recorder(Arc<Mutex<Vec<(Told, u32)>>>);

impl Recorder {
    fn all(&self) -> MutexGuard<'_, Vec<(Told, u32)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Debug)]
struct Recording {
    recorder: Recorder,
    at: usize,
    context: SpanContext,
}

impl TracerProvider for Recorder {
    type Tracer = Self;

    fn tracer_with_scope(&self, _: InstrumentationScope) -> Self {
        self.clone()
    }
}

impl Tracer for Recorder {
    type Span = Recording;

    fn build_with_context(&self, builder: SpanBuilder, parent: &Context) -> Recording {
        let mut all = self.all();
        let at = all.len();
        let above = parent.span().span_context().span_id();
        let above = usize::try_from(u64::from_be_bytes(above.to_bytes())).expect("a place");
        let parent = above.checked_sub(1).and_then(|place| all.get(place));
        let told = Told {
            name: builder.name.into_owned(),
            kind: match builder.span_kind {
                Some(SpanKind::Client) => "client".to_owned(),
                Some(SpanKind::Internal) => "internal".to_owned(),
                other => format!("{other:?}"),
            },
            parent: parent.map(|(parent, _)| parent.name.clone()),
            failed: false,
            attributes: texts(builder.attributes.into_iter().flatten()).collect(),
        };
        all.push((told, 0));
        let id = SpanId::from(u64::try_from(at + 1).expect("a place"));
        let flags = TraceFlags::SAMPLED;
        let context = SpanContext::new(TraceId::from(1), id, flags, false, TraceState::NONE);
        Recording {
            recorder: self.clone(),
            at,
            context,
        }
    }
}

fn texts(pairs: impl IntoIterator<Item = KeyValue>) -> impl Iterator<Item = (String, String)> {
    let pairs = pairs.into_iter();
    pairs.map(|pair| (pair.key.to_string(), pair.value.to_string()))
}

impl Span for Recording {
    fn add_event_with_timestamp<T>(&mut self, _: T, _: SystemTime, _: Vec<KeyValue>)
    where
        T: Into<std::borrow::Cow<'static, str>>,
    {
        panic!("nothing is to be told of messages");
    }

    fn span_context(&self) -> &SpanContext {
        &self.context
    }

    fn is_recording(&self) -> bool {
        true
    }

    fn set_attribute(&mut self, attribute: KeyValue) {
        let told = &mut self.recorder.all()[self.at].0;
        told.attributes.extend(texts([attribute]));
    }

    fn set_status(&mut self, status: Status) {
        self.recorder.all()[self.at].0.failed = status == Status::error("");
    }

    fn update_name<T>(&mut self, _: T)
    where
        T: Into<std::borrow::Cow<'static, str>>,
    {
    }

    fn add_link(&mut self, _: SpanContext, _: Vec<KeyValue>) {}

    fn end_with_timestamp(&mut self, _: SystemTime) {
        self.recorder.all()[self.at].1 += 1;
    }
}

/// Writes the id of the span.
#[derive(Debug)]
struct Writer;

impl TextMapPropagator for Writer {
    fn inject_context(&self, context: &Context, injector: &mut dyn Injector) {
        let id = context.span().span_context().span_id();
        injector.set("traceparent", format!("span {id}"));
    }

    fn extract_with_context(&self, context: &Context, _: &dyn Extractor) -> Context {
        context.clone()
    }

    fn fields(&self) -> FieldIter<'_> {
        FieldIter::new(&[])
    }
}

/// One test, since what is global to OpenTelemetry is so to all tests.
#[tokio::test]
async fn spans_are_those_of_every_language() {
    let recorder = Recorder::default();
    global::set_tracer_provider(recorder.clone());
    global::set_text_map_propagator(Writer);
    let rows: Vec<Row> = serde_json::from_str(TABLE).expect("a table");
    for row in rows {
        recorder.all().clear();
        let scripts = row.answers.iter().map(|status| match status {
            0 => Vec::new(),
            204 => answer(204, "", ""),
            status => {
                let body = r#"{"code":"no","message":"canary"}"#;
                answer(*status, "retry-after-ms: 0\r\n", body)
            }
        });
        let server = Server::start(scripts.collect()).await;
        let mut settings = settings(&server.url);
        settings.header("x-secret", "canary");
        settings.telemetry = Some(Arc::new(OpenTelemetry));
        let mut asked = request(&GET);
        asked.query.push("secret=canary".to_owned());
        let _ = call_with(settings).nothing(Ok(asked)).await;

        let address = server.url.strip_prefix("http://").expect("an address");
        let (host, port) = address.split_once(':').expect("a port");
        let known = HashMap::from([
            ("{operation}", GET.name),
            ("{method}", GET.method),
            ("{template}", GET.template),
            ("{address}", host),
            ("{port}", port),
        ]);
        let mut wanted = serde_json::to_string(&row.spans).expect("JSON");
        for (name, value) in known {
            wanted = wanted.replace(name, value);
        }
        let wanted: Vec<Told> = serde_json::from_str(&wanted).expect("spans");
        let told: Vec<Told> = recorder
            .all()
            .iter()
            .map(|(told, _)| told.clone())
            .collect();
        assert_eq!(told, wanted, "{}", row.about);
        assert!(recorder.all().iter().all(|(_, ends)| *ends == 1));
        assert!(!format!("{told:?}").contains("canary"));
        for (place, request) in server.requests().iter().enumerate() {
            let id = SpanId::from(u64::try_from(place + 2).expect("a place"));
            assert!(request.contains(&format!("traceparent: span {id}\r\n")));
        }
    }

    recorder.all().clear();
    let server = Server::start(vec![answer(200, "", "{")]).await;
    let mut unreadable = settings(&server.url);
    unreadable.telemetry = Some(Arc::new(OpenTelemetry));
    let _ = call_with(unreadable)
        .json::<crate::Json>(Ok(request(&GET)))
        .await;
    assert_eq!(types(&recorder), ["decode_error", "decode_error"]);

    recorder.all().clear();
    let mut given_up = settings("http://127.0.0.1:9");
    given_up.telemetry = Some(Arc::new(OpenTelemetry));
    drop(call_with(given_up).core.told(&request(&GET)));
    assert_eq!(types(&recorder), ["_OTHER"]);
}

fn types(recorder: &Recorder) -> Vec<String> {
    let all = recorder.all();
    let types = all.iter().map(|(told, _)| &told.attributes["error.type"]);
    types.cloned().collect()
}

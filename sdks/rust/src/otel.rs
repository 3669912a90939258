//! Traces calls with OpenTelemetry: a span for each call, and one below it for each request.

use opentelemetry::global::{self, BoxedSpan, BoxedTracer};
use opentelemetry::propagation::Injector;
use opentelemetry::trace::{Span as _, SpanKind, Status, TraceContextExt as _, Tracer as _};
use opentelemetry::{Context, InstrumentationScope, KeyValue};

use crate::{AttemptTrace, CallAbout, CallTrace, Details, Telemetry};

/// Makes spans under the names of OpenTelemetry's conventions for HTTP, with the tracer that is global when a call begins;
/// requests carry their context as the global propagator writes it. Neither values of parameters nor headers, bodies or
/// messages are in any span.
#[derive(Debug, Clone, Copy, Default)]
pub struct OpenTelemetry;

impl Telemetry for OpenTelemetry {
    fn call(&self, about: &CallAbout<'_>) -> Box<dyn CallTrace> {
        let scope = InstrumentationScope::builder(env!("CARGO_PKG_NAME"));
        let scope = scope.with_version(env!("CARGO_PKG_VERSION")).build();
        let tracer = global::tracer_with_scope(scope);
        let attributes = attributes_of(about);
        let builder = tracer
            .span_builder(about.operation)
            .with_kind(SpanKind::Internal)
            .with_attributes(attributes.clone());
        let parent = Context::current();
        let span = tracer.build_with_context(builder, &parent);
        Box::new(Call {
            tracer,
            context: parent.with_span(span),
            name: format!("{} {}", about.method, about.template),
            attributes,
            is_over: false,
        })
    }
}

struct Call {
    tracer: BoxedTracer,
    context: Context,
    name: String,
    attributes: Vec<KeyValue>,
    is_over: bool,
}

impl CallTrace for Call {
    fn attempt(&self, number: u32, headers: &mut Vec<(String, String)>) -> Box<dyn AttemptTrace> {
        let mut attributes = self.attributes.clone();
        if number > 1 {
            attributes.push(KeyValue::new(
                "http.request.resend_count",
                i64::from(number - 1),
            ));
        }
        let builder = self
            .tracer
            .span_builder(self.name.clone())
            .with_kind(SpanKind::Client)
            .with_attributes(attributes);
        let span = self.tracer.build_with_context(builder, &self.context);
        let context = self
            .context
            .with_remote_span_context(span.span_context().clone());
        global::get_text_map_propagator(|propagator| {
            propagator.inject_context(&context, &mut Headers(headers));
        });
        Box::new(Attempt {
            span,
            is_over: false,
        })
    }

    fn end(&mut self, failure: Option<&Details>) {
        self.close(failure.map(|failure| failure.code().to_owned()));
    }
}

impl Call {
    fn close(&mut self, failure: Option<String>) {
        if std::mem::replace(&mut self.is_over, true) {
            return;
        }
        let span = self.context.span();
        if let Some(failure) = failure {
            span.set_attribute(KeyValue::new("error.type", failure));
            span.set_status(Status::error(""));
        }
        span.end();
    }
}

impl Drop for Call {
    fn drop(&mut self) {
        self.close(Some(GIVEN_UP.to_owned()));
    }
}

struct Attempt {
    span: BoxedSpan,
    is_over: bool,
}

impl AttemptTrace for Attempt {
    fn end(&mut self, status: Option<u16>, failure: Option<&Details>) {
        if let Some(status) = status {
            let code = KeyValue::new("http.response.status_code", i64::from(status));
            self.span.set_attribute(code);
        }
        let refused = status.filter(|status| *status >= 400);
        let refused = refused.map(|status| status.to_string());
        self.close(refused.or_else(|| failure.map(|failure| failure.code().to_owned())));
    }
}

impl Attempt {
    fn close(&mut self, failure: Option<String>) {
        if std::mem::replace(&mut self.is_over, true) {
            return;
        }
        if let Some(failure) = failure {
            self.span
                .set_attribute(KeyValue::new("error.type", failure));
            self.span.set_status(Status::error(""));
        }
        self.span.end();
    }
}

impl Drop for Attempt {
    fn drop(&mut self) {
        self.close(Some(GIVEN_UP.to_owned()));
    }
}

/// What is no error of the API, such as a call its caller gave up.
const GIVEN_UP: &str = "_OTHER";

fn attributes_of(about: &CallAbout<'_>) -> Vec<KeyValue> {
    let mut attributes = vec![
        KeyValue::new("http.request.method", about.method),
        KeyValue::new("url.template", about.template),
    ];
    if let Ok(server) = reqwest::Url::parse(about.server) {
        attributes.push(KeyValue::new("url.scheme", server.scheme().to_owned()));
        let host = server.host_str().unwrap_or_default().to_owned();
        attributes.push(KeyValue::new("server.address", host));
        let port = i64::from(server.port_or_known_default().unwrap_or_default());
        attributes.push(KeyValue::new("server.port", port));
    }
    attributes
}

struct Headers<'a>(&'a mut Vec<(String, String)>);

impl Injector for Headers<'_> {
    fn set(&mut self, key: &str, value: String) {
        self.0.push((key.to_owned(), value));
    }
}

"""What schemathesis is told of this API: its line format, data that exists, and which refusals are meant."""

import json
import re
from datetime import date

import jsonschema_rs
import schemathesis
from schemathesis.core.failures import Failure

LINES = "application/x-ndjson"
KNOWN = ("vehicle-001", "vehicle-002", "sensor-1")
TENANT = "t1"
DIMENSIONS = 6


# Requests that reach data. Values made up alone name nothing that exists, and no vector of a length that is stored.


@schemathesis.serializer(LINES)
def one_line(_ctx, value):
    return value if isinstance(value, bytes) else json.dumps(value).encode() + b"\n"


def often(value) -> int:
    """The same draw for the same value, so that a seed repeats a run."""
    return sum(map(ord, str(value)))


@schemathesis.hook
def map_headers(_ctx, headers):
    """Three of four tenants named are the key's own; the others are answered 403."""
    name = (headers or {}).get("X-Tenant-ID")
    if isinstance(name, str) and re.fullmatch("[A-Za-z0-9_-]{1,64}", name) and len(name) % 4:
        headers["X-Tenant-ID"] = TENANT
    return headers


def known(values, *names):
    for name in names:
        given = values.get(name) if isinstance(values, dict) else None
        if isinstance(given, str) and given and often(given) % 2:
            values[name] = KNOWN[often(given) % len(KNOWN)]
    return values


@schemathesis.hook
def map_path_parameters(_ctx, path_parameters):
    return known(path_parameters, "entity_id")


@schemathesis.hook
def map_body(_ctx, body):
    if not isinstance(body, dict):
        return body
    vector = body.get("query_vector")
    if isinstance(vector, list) and vector and len(vector) % 3 and all(isinstance(x, float) for x in vector):
        body["query_vector"] = (vector * DIMENSIONS)[:DIMENSIONS]
    return known(body, "entity_id", "other_entity_id")


# Refusals of what the schema allows. Each is documented; each has to have its cause in the request, else it is a finding.


def seconds(text: str):
    found = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(\.\d+)?([Zz]|[+-]\d\d:\d\d)", text)
    if not found:
        return None
    year, month, day, hour, minute, second = map(int, found.groups()[:6])
    zone = found[8]
    offset = 0 if zone in "zZ" else (1 if zone[0] == "+" else -1) * (int(zone[1:3]) * 3600 + int(zone[4:]) * 60)
    whole = date(year, month, day).toordinal() * 86400 + hour * 3600 + minute * 60 + second - offset
    return whole + float(found[7] or 0)


def windows(value):
    """Every pair of times that is a window, however deep it lies."""
    if isinstance(value, list):
        for each in value:
            yield from windows(each)
    if not isinstance(value, dict):
        return
    if "start_time" in value and "end_time" in value:
        yield value["start_time"], value["end_time"]
    for name, each in value.items():
        if name.endswith("_range") and isinstance(each, list) and len(each) == 2:
            yield tuple(each)
        else:
            yield from windows(each)


def has_reversed_window(case) -> bool:
    for pair in [*windows(case.body), *windows(dict(case.query or {}))]:
        start, end = (seconds(str(time)) for time in pair)
        if start is not None and end is not None and start > end:
            return True
    return False


def has_overlap(case) -> bool:
    ranges = [[seconds(str(time)) for time in pair] for pair in windows(case.body)]
    return len(ranges) == 2 and ranges[0][0] <= ranges[1][1] and ranges[1][0] <= ranges[0][1]


def has_bad_window(case, message: str) -> bool:
    return has_overlap(case) if "overlap" in message else has_reversed_window(case)


def header(case, name: str) -> bool:
    return any(key.lower() == name.lower() for key in case.headers or {})


def named(case, word: str) -> bool:
    values = [*(case.query or {}).values(), *(case.body.values() if isinstance(case.body, dict) else ())]
    return word in values


def operation(*names):
    return lambda case, _message: case.operation.definition.raw.get("operationId") in names


WORDS = {
    # Enums are open, so that a newer client can be told in words which members this server knows.
    "is not one of": lambda case, message: named(case, json.loads(re.search('"(\\\\.|[^"\\\\])*"', message)[0], strict=False)),
    # A filter of no member would be everything.
    "names nothing to delete by": lambda case, _: set(case.body) <= {"dry_run"},
    # Members that only go together.
    "query/tolerance goes with": operation("get_trajectory"),
    "query/buckets goes with": operation("time_histogram"),
    # OpenAPI has no bound for times, and none for the size of an object as text.
    "timestamp must lie between": lambda case, _: "timestamp" in str(case.body),
    "metadata is larger than": lambda case, _: len(json.dumps(case.body)) > 16_000,
    "metadata holds a number": lambda case, _: "metadata" in str(case.body),
    # `.` and `..` vanish from URLs.
    "entity_id must not be": lambda case, _: any(name in json.dumps(case.body) for name in ('"."', '".."')),
}

REASONS = {
    # Signed: none can be made up.
    "invalid_cursor": lambda case, _: "cursor" in (case.query or {}),
    "cursor_expired": lambda case, _: "cursor" in (case.query or {}) or header(case, "Last-Event-ID"),
    "idempotency_key_reused": lambda case, _: header(case, "Idempotency-Key"),
    "request_in_progress": lambda case, _: header(case, "Idempotency-Key"),
    "invalid_window": has_bad_window,
    "too_much_work": operation(
        "time_histogram",
        "batch_search",
        "cluster_trajectories",
        "segment_trajectory",
        "forecast_vector",
        "get_trajectory",
        "detect_drift",
        "similar_entities",
    ),
    "too_many_snapshots": operation("create_snapshot"),
    "history_not_kept": operation("as_of_knn"),
    "invalid_request": lambda case, message: any(
        words in message and caused(case, message) for words, caused in WORDS.items()
    ),
}

ALWAYS = {401, 403, 404, 429}


class Unfounded(Failure):
    """A refusal of a valid request without a cause in it."""


class Swallowed(Failure):
    """An invalid item that was not refused."""


class OffSchema(Failure):
    """A line of an answer that its schema does not allow."""


@schemathesis.check
def refusal_has_its_cause(_ctx, response, case):
    """Instead of `positive_data_acceptance`, which takes what is documented beyond the schema for a fault."""
    if case.meta is None or not case.meta.generation.mode.is_positive or response.status_code < 400:
        return
    if response.status_code in ALWAYS or response.status_code >= 500:
        return
    error = response.json()
    caused = REASONS.get(error.get("code"), lambda *_: False)
    if not caused(case, error.get("message", "")):
        label = case.operation.label
        raise Unfounded(operation=label, title="Refused without a cause", message=f"{label}: {response.text}")


@schemathesis.check
def items_fail_alone(_ctx, response, case):
    """Instead of `negative_data_rejection` where each item has an outcome of its own: an invalid one must have failed."""
    if case.meta is None or not case.meta.generation.mode.is_negative or response.status_code != 200:
        return
    name = case.operation.definition.raw.get("operationId")
    where = {"ingest_batch": "items", "validate_batch": "items", "import_vectors": "errors"}.get(name)
    if where is None or not case.meta.components or "body" not in {str(key.value) for key in negative_parts(case)}:
        return
    outcomes = response.json()[where]
    if not any(each.get("error") or each.get("message") for each in outcomes):
        label = case.operation.label
        raise Swallowed(operation=label, title="Invalid item taken", message=f"{label}: {response.text[:500]}")


def negative_parts(case):
    return [location for location, info in case.meta.components.items() if info.mode.is_negative]


@schemathesis.check
def every_line_conforms(_ctx, response, case):
    if response.status_code != 200 or LINES not in str(response.headers.get("content-type")):
        return
    schema = {**case.operation.schema.raw_schema, "$ref": "#/components/schemas/Observation"}
    validator = jsonschema_rs.validator_for(schema, validate_formats=True)
    for line in response.content.splitlines():
        for error in validator.iter_errors(json.loads(line)):
            raise OffSchema(operation=case.operation.label, title="Line off its schema", message=str(error))

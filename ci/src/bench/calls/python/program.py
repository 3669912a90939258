"""Calls of the Python SDK beside those of others: `program.py URL STORE BODY EMBEDDINGS`, a server that only answers, one that
keeps what it gets, and the gzipped bodies of two batches, with the generated client of a peer on the path if there is one."""

from __future__ import annotations

import http.client
import itertools
import json
import math
import pathlib
import statistics
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

URL, STORE, BODY, EMBEDDINGS = sys.argv[1:]
HOST = URL.removeprefix("http://")
ROUNDS, CALLS = 7, 500
BATCHES, BATCH, EMBEDDED = 20, 1000, 5
EVENTS = 20_000
rows: dict[str, float] = {}


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def compare(metric: str, ways: dict[str, Callable[[], object]], times: int) -> None:
    """Rounds of all ways in turn, so that what else the machine does meets them alike."""
    took: dict[str, list[float]] = {name: [] for name in ways}
    for work in ways.values():
        for _ in range(times):
            work()
    for _ in range(ROUNDS):
        for name, work in ways.items():
            took[name].append(seconds(lambda work=work: [work() for _ in range(times)]) / times)
    for name, all_of_it in took.items():
        rows[f"{metric} | {name}"] = statistics.median(all_of_it)


def imports(module: str) -> float:
    command = f"import time; t = time.perf_counter(); {module}; print(time.perf_counter() - t)"
    runs = [float(subprocess.run([sys.executable, "-c", command], capture_output=True, check=True).stdout) for _ in range(3)]
    return statistics.median(runs)


import httpx
import urllib3
from openai import OpenAI
from qdrant_client import QdrantClient
from vectorscaledb import Client

bare = http.client.HTTPConnection(HOST)
pool = urllib3.PoolManager()
session = httpx.Client()
ours = Client(URL, api_key="key")
packing = Client(URL, api_key="key", packed_floats=True)
openai = OpenAI(base_url=URL, api_key="key")
qdrant = QdrantClient(url=URL, check_compatibility=False)


def by_http_client(path: str, body: bytes | None = None) -> object:
    bare.request("POST" if body else "GET", path, body, {"content-type": "application/json", "x-api-key": "key"})
    return json.loads(bare.getresponse().read())


ways: dict[str, Callable[[], object]] = {
    "bare: http.client": lambda: by_http_client("/v1/entities/e1"),
    "urllib3": lambda: json.loads(pool.request("GET", f"{URL}/v1/entities/e1").data),
    "httpx": lambda: session.get(f"{URL}/v1/entities/e1").json(),
    "ours": lambda: ours.get_entity("e1"),
    "qdrant-client, another API": lambda: qdrant.collection_exists("c"),
    "openai, another API": lambda: openai.models.retrieve("e1"),
}
try:
    import openapi_client

    configuration = openapi_client.Configuration(host=URL, api_key={"ApiKey": "key"})
    peer = openapi_client.EntitiesApi(openapi_client.ApiClient(configuration))
    peer_search = openapi_client.SearchApi(openapi_client.ApiClient(configuration))
    ways["openapi-generator"] = lambda: peer.get_entity("e1")
except ImportError:
    peer_search = None
compare("one call, s", ways, CALLS)

query = {"query_vector": [0.5] * 768, "start_time": "2025-01-01T00:00:00Z", "end_time": "2026-01-01T00:00:00Z", "k": 100}
body = json.dumps(query).encode()
searches: dict[str, Callable[[], object]] = {
    "bare: http.client and json": lambda: by_http_client("/v1/search/temporal-knn", body),
    "ours": lambda: ours.temporal_knn(**query),
    "ours, packed": lambda: packing.temporal_knn(**query),
}
if peer_search is not None:
    request = openapi_client.TemporalKnnRequest.from_dict(query)
    searches["openapi-generator"] = lambda: peer_search.temporal_knn(request)
compare("100 hits of 768, s", searches, 3)

def post_ready(url: str, body: bytes, times: int) -> None:
    def send(_: int) -> bytes:
        headers = {"content-type": "application/json", "content-encoding": "gzip", "idempotency-key": str(uuid.uuid4())}
        return pool.request("POST", f"{url}/v1/vectors/batch", body=body, headers=headers).data

    with ThreadPoolExecutor(4) as executor:
        list(executor.map(send, range(times)))


def ingest(metric: str, url: str, vector: Callable[[int], list[float]], file: str, times: int, clients: dict[str, Client]) -> None:
    everything = [{"entity_id": f"e{n}", "entity_type": "BENCH", "vector": vector(n)} for n in range(BATCH)] * times
    ready = pathlib.Path(file).read_bytes()
    posting: dict[str, Callable[[], object]] = {"bare: ready bodies by urllib3": lambda: post_ready(url, ready, times)}
    for name, client in clients.items():
        posting[name] = lambda client=client: client.ingest_batch(everything, parallelism=4)
    compare(metric, posting, 1)


def short(_: int) -> list[float]:
    return [0.25] * 64


def embedding(n: int) -> list[float]:
    return [math.sin(n * 384 + at + 1) for at in range(384)]


ingest("20,000 observations, s", URL, short, BODY, BATCHES, {"ours": ours})
ingest("20,000 observations into SQLite, s", STORE, short, BODY, BATCHES, {"ours": Client(STORE)})
both = {"ours": Client(STORE), "ours, packed": Client(STORE, packed_floats=True)}
ingest("5,000 of 384 into SQLite, s", STORE, embedding, EMBEDDINGS, EMBEDDED, both)


def by_lines() -> int:
    connection = http.client.HTTPConnection(HOST)
    connection.request("GET", "/v1/changes/stream")
    return sum(1 for line in connection.getresponse() if line.startswith(b"data:") and json.loads(line[5:]))


def by_events() -> int:
    """Who has heard them all goes: waiting to come back after the end is no work."""
    with ours.stream_changes() as changes:
        return sum(1 for _ in itertools.islice(changes, EVENTS))


events = {"bare: http.client, lines and json": by_lines, "ours": by_events}
compare("20,000 events, s", events, 1)
for name, module in {
    "bare: urllib3": "import urllib3",
    "httpx": "import httpx",
    "ours": "import vectorscaledb",
    "ours and its transport": "import vectorscaledb._runtime.urllib3_transport, vectorscaledb._requests",
    "qdrant-client": "import qdrant_client",
    "openai": "import openai",
    **({"openapi-generator": "import openapi_client"} if peer_search is not None else {}),
}.items():
    rows[f"import, s | {name}"] = imports(module)
print(json.dumps(rows))

"""What users would pick instead, each as its own pages show it: `peers.py NAME fill|ask STORE DATA ROWS DIMENSIONS`."""

import json
import resource
import sys
import time
from pathlib import Path

import numpy

BATCH = 1000


class Qdrant:
    """Local mode: in this process, exact, kept in a SQLite file."""

    def __init__(self, path, dimensions):
        from qdrant_client import QdrantClient, models

        self.models = models
        self.client = QdrantClient(path=path)
        if not self.client.collection_exists("rows"):
            params = models.VectorParams(size=dimensions, distance=models.Distance.EUCLID)
            self.client.create_collection("rows", vectors_config=params)

    def add(self, first, vectors):
        points = [
            self.models.PointStruct(id=first + i, vector=vector.tolist(), payload={"time": first + i})
            for i, vector in enumerate(vectors)
        ]
        self.client.upsert("rows", points)

    def ask(self, query, first, last, k):
        window = self.models.Range(gte=first, lte=last)
        condition = self.models.Filter(must=[self.models.FieldCondition(key="time", range=window)])
        found = self.client.query_points("rows", query=query, query_filter=condition, limit=k)
        return [point.id for point in found.points]

    def close(self):
        self.client.close()


class Lance:
    """Without an index: exact, the filter before the search."""

    def __init__(self, path, dimensions):
        import lancedb
        import pyarrow

        self.arrow, self.dimensions = pyarrow, dimensions
        fields = [("id", pyarrow.int64()), ("time", pyarrow.int64()), ("vector", pyarrow.list_(pyarrow.float32(), dimensions))]
        self.table = lancedb.connect(path).create_table("rows", schema=pyarrow.schema(fields), exist_ok=True)

    def add(self, first, vectors):
        ids = self.arrow.array(range(first, first + len(vectors)))
        flat = self.arrow.array(vectors.reshape(-1))
        lists = self.arrow.FixedSizeListArray.from_arrays(flat, self.dimensions)
        self.table.add(self.arrow.table({"id": ids, "time": ids, "vector": lists}))

    def ask(self, query, first, last, k):
        search = self.table.search(query).where(f"time >= {first} AND time <= {last}", prefilter=True)
        return [row["id"] for row in search.select(["id"]).limit(k).to_list()]

    def close(self):
        pass


class Chroma:
    """Its HNSW index, as it comes."""

    def __init__(self, path, _dimensions):
        import chromadb

        settings = chromadb.config.Settings(anonymized_telemetry=False)
        client = chromadb.PersistentClient(path=path, settings=settings)
        self.rows = client.get_or_create_collection("rows", configuration={"hnsw": {"space": "l2"}}, embedding_function=None)

    def add(self, first, vectors):
        ids = range(first, first + len(vectors))
        self.rows.add(ids=list(map(str, ids)), embeddings=vectors, metadatas=[{"time": each} for each in ids])

    def ask(self, query, first, last, k):
        window = {"$and": [{"time": {"$gte": first}}, {"time": {"$lte": last}}]}
        found = self.rows.query(query_embeddings=[query], n_results=k, where=window, include=[])
        return list(map(int, found["ids"][0]))

    def close(self):
        pass


class Duck:
    """A scan, exact."""

    def __init__(self, path, dimensions):
        import duckdb

        Path(path).mkdir(parents=True, exist_ok=True)
        self.dimensions = dimensions
        self.connection = duckdb.connect(str(Path(path) / "rows.duckdb"), config={"threads": 2})
        self.connection.execute(f"CREATE TABLE IF NOT EXISTS rows (id BIGINT, time BIGINT, vector FLOAT[{dimensions}])")

    def add(self, first, vectors):
        import pyarrow

        ids = pyarrow.array(range(first, first + len(vectors)))
        lists = pyarrow.FixedSizeListArray.from_arrays(pyarrow.array(vectors.reshape(-1)), self.dimensions)
        batch = pyarrow.table({"id": ids, "time": ids, "vector": lists})
        self.connection.register("batch", batch)
        self.connection.execute(f"INSERT INTO rows SELECT id, time, vector::FLOAT[{self.dimensions}] FROM batch")

    def ask(self, query, first, last, k):
        near = f"array_distance(vector, ?::FLOAT[{self.dimensions}])"
        statement = f"SELECT id FROM rows WHERE time BETWEEN ? AND ? ORDER BY {near} LIMIT ?"
        return [row[0] for row in self.connection.execute(statement, [first, last, query, k]).fetchall()]

    def close(self):
        self.connection.close()


PEERS = {"qdrant": Qdrant, "lancedb": Lance, "chroma": Chroma, "duckdb": Duck}

name, phase, path, data, rows, dimensions = sys.argv[1:]
vectors = numpy.memmap(Path(data) / "vectors.f32", dtype="f4", mode="r").reshape(int(rows), int(dimensions))
started = time.perf_counter()
peer = PEERS[name](path, int(dimensions))
if phase == "fill":
    started = time.perf_counter()
    for first in range(0, len(vectors), BATCH):
        peer.add(first, numpy.array(vectors[first : first + BATCH]))
    peer.close()
    print(json.dumps({"seconds": time.perf_counter() - started}))
else:
    asked = json.loads((Path(data) / "queries.json").read_text())
    answers = []
    for each in asked["queries"]:
        begun = time.perf_counter()
        ids = peer.ask(each["query"], each["first"], each["last"], asked["k"])
        answers.append({"ms": (time.perf_counter() - begun) * 1000, "ids": ids})
        if len(answers) == 1:
            cold = (time.perf_counter() - started) * 1000
    unit = 2**20 if sys.platform == "darwin" else 2**10
    mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    print(json.dumps({"coldMs": cold, "mib": mib, "answers": answers}))

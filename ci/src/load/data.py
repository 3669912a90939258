"""Rows, queries and the true answers, the same for everyone: `data.py FOLDER ROWS DIMENSIONS`."""

import json
import sys
from pathlib import Path

import numpy

SHARES = (0.01, 0.1, 1.0)
QUERIES = 20
K = 10

folder, rows, dimensions = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
folder.mkdir(parents=True, exist_ok=True)
random = numpy.random.default_rng(1)
vectors = random.standard_normal((rows, dimensions), dtype=numpy.float32)
vectors.tofile(folder / "vectors.f32")
asked = []
for share in SHARES:
    width = int(rows * share)
    for _ in range(QUERIES):
        # Rows are one second apart, so a window is a range of rows.
        first = int(random.integers(0, rows - width + 1))
        query = random.standard_normal(dimensions, dtype=numpy.float32)
        distances = numpy.linalg.norm(vectors[first : first + width].astype("f8") - query, axis=1)
        nearest = numpy.argsort(distances, kind="stable")[:K] + first
        asked.append({"share": share, "first": first, "last": first + width - 1, "query": query.tolist(), "nearest": nearest.tolist()})
(folder / "queries.json").write_text(json.dumps({"k": K, "queries": asked}))

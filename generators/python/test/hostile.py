"""Uses the SDK of the hostile document: imported, read from JSON and written back."""

import asyncio
import importlib
import json
import sys

sys.path.insert(0, sys.argv[1])
sdk = importlib.import_module("class_import_x")
models = sdk.models

MIXED = {
    "u": "text",
    "t": ["2025-06-01T00:00:00.123456789Z", "other"],
    "m": {"a": None, "b": 1.5},
    "b": "+/8=",
    "d": 1.5,
    "l": "9007199254740993",
    "pet": {"kind": "fish", "fins": 2},
    "pets": [{"kind": "cat", "lives": 9}, {"kind": "dog", "bark": "00000000-0000-0000-0000-000000000001"}],
    "lv": 7,
    "sq": "new",
    "opt_null_node": None,
    "nested": {"deep": {"x": 'a"b', "unknown": [1]}},
    "unknown": {"kept": True},
}
PLAIN = {"class": "a", "list": ["b"], "a-b": "c", "a_b": "d", "a b": "e", "": "f", "名前": "g", "x²": "h", "value": None}
TREE = ["leaf", {"branch": ["leaf"]}]


class Echo:
    """Answers what it is sent."""

    def send(self, request):
        self.request = request
        return self

    status = 200
    headers = {"content-type": "application/json"}

    def chunks(self):
        yield self.request.body

    def close(self):
        pass


def same(kind, wire):
    """Reading and writing gives back what was read."""
    written = json.loads(importlib.import_module("class_import_x._runtime.json_text").dumps(kind.from_dict(wire).to_dict()))
    assert written == wire, (written, wire)


same(models.Mixed, MIXED)
same(models.None_, PLAIN)
same(models.Any_, {"x": 1, "more": 2})
same(models.Node, {"value": "1.10", "next": {"value": "2"}, "kids": [{"value": "3"}], "tree": TREE})
assert isinstance(models.Mixed.from_dict(MIXED).pet, sdk.Unknown)

client = sdk.Client("http://test.invalid", transport=Echo())
assert client.close_2(body=TREE) == TREE
try:
    client.list_("..", 1)
except sdk.exceptions.InvalidArgumentError as error:
    assert "id" in error.message
else:
    raise AssertionError("a path was left")
packing = sdk.Client("http://test.invalid", packed_floats=True, packed_floats_="key", transport=Echo())
assert packing.packed(packing=[0.5], packed="x", body_packed=True).packing == [0.5]
asyncio.run(sdk.AsyncClient("http://test.invalid").close())

"""What the documented snippets take for granted: a client, and servers to try them on."""

from __future__ import annotations

import os

from vectorscaledb import Client

URL = os.environ["VSDB_URL"]
LIMITED_URL = os.environ["VSDB_LIMITED_URL"]
API_KEY = os.environ["VSDB_API_KEY"]
TENANT = os.environ["VSDB_TENANT"]

client = Client(URL, api_key=API_KEY, tenant_id=TENANT)

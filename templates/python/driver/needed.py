"""Packages this interpreter lacks, installed beside the driver."""

import importlib.util
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping

HERE = os.path.dirname(os.path.abspath(__file__))
# Drivers of many SDKs can share what they install.
PLACE = os.environ.get("DRIVER_CACHE", HERE)
ASYNC = {"aiohttp": "aiohttp>=3.10,<4"}


def prepare(wanted: Mapping[str, str]) -> None:
    """Make packages importable: what pip calls each, by the name it is imported by."""
    lacking = {name: package for name, package in wanted.items() if importlib.util.find_spec(name) is None}
    if not lacking:
        return
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    place = os.path.join(PLACE, f".needed-{version}-{'-'.join(lacking)}")
    if not os.path.isdir(place):
        os.makedirs(PLACE, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=PLACE) as folder:
            target = os.path.join(folder, "needed")
            pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
            subprocess.run([*pip, "--target", target, *lacking.values()], check=True, stdout=sys.stderr)
            try:
                os.rename(target, place)
            except OSError:
                # Another driver was faster.
                if not os.path.isdir(place):
                    raise
    sys.path.insert(0, place)
    importlib.invalidate_caches()

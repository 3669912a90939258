"""Builds wheel and source archive of the package here, and checks what is in them."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path


def main(folder: Path) -> int:
    """Build into a folder; the number of findings."""
    shutil.rmtree(folder, ignore_errors=True)
    run("build", "--no-isolation", "--outdir", str(folder), ".")
    (wheel,) = folder.glob("*.whl")
    (source,) = folder.glob("*.tar.gz")
    run("twine", "check", "--strict", str(wheel), str(source))
    in_wheel = set(zipfile.ZipFile(wheel).namelist())
    with tarfile.open(source) as archive:
        in_source = {"/".join(name.split("/")[1:]) for name in archive.getnames()}
    modules = {path.relative_to("src").as_posix() for path in Path("src").rglob("*") if is_source(path)}
    findings = [f"{wheel.name} lacks {name}" for name in sorted(modules - in_wheel)]
    findings += [f"{source.name} lacks src/{name}" for name in sorted(modules) if f"src/{name}" not in in_source]
    findings += [f"{wheel.name} has {name}" for name in sorted(in_wheel) if name.startswith("tests")]
    findings += [f"{wheel.name} has no py.typed"] * (not any(name.endswith("/py.typed") for name in in_wheel))
    print(*findings, sep="\n", file=sys.stderr)
    return len(findings)


def run(module: str, *arguments: str) -> None:
    """Run a module of this interpreter."""
    subprocess.run([sys.executable, "-m", module, *arguments], check=True)


def is_source(path: Path) -> bool:
    """Whether a file is to be packaged."""
    return path.is_file() and "__pycache__" not in path.parts


if __name__ == "__main__":
    sys.exit(min(main(Path(sys.argv[1])), 1))

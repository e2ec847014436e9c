"""Which content files were saved since the last look, so that they can be checked again."""

from pathlib import Path


def stamps(folder: Path) -> dict[Path, int]:
    """When each TOML file of a folder was last saved, in nanoseconds since 1970."""
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*.toml")}

"""The size of a picture, read from its first bytes, and whether Telegram takes it as a photo."""

import struct

from bot.sandbox.refusal import bad_request

MOST_WIDTH_PLUS_HEIGHT = 10_000  # pixels
MOST_RATIO = 20


def photo_size(content: bytes) -> tuple[int, int]:
    """Width and height in pixels; refused when it is no picture or has an odd shape."""
    size = _png(content) or _gif(content) or _jpeg(content) or _webp(content)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size
    shorter, longer = sorted(size)
    if shorter == 0 or width + height > MOST_WIDTH_PLUS_HEIGHT or longer > MOST_RATIO * shorter:
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return size


def _png(content: bytes) -> tuple[int, int] | None:
    if not content.startswith(b"\x89PNG\r\n\x1a\n") or len(content) < 24:
        return None
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def _gif(content: bytes) -> tuple[int, int] | None:
    if content[:6] not in (b"GIF87a", b"GIF89a") or len(content) < 10:
        return None
    width, height = struct.unpack("<HH", content[6:10])
    return width, height


def _jpeg(content: bytes) -> tuple[int, int] | None:
    if not content.startswith(b"\xff\xd8"):
        return None
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        # The frame headers are C0 to CF, but C4, C8 and CC mean something else.
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None


def _webp(content: bytes) -> tuple[int, int] | None:
    if content[:4] != b"RIFF" or content[8:16] != b"WEBPVP8X" or len(content) < 30:
        return None
    width = int.from_bytes(content[24:27], "little") + 1
    height = int.from_bytes(content[27:30], "little") + 1
    return width, height

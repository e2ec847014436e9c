"""Which kind of picture, clip or paper some bytes are, told by how they begin."""

_STARTS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (4, b"ftyp", "video/mp4"),
    (0, b"\x1aE\xdf\xa3", "video/webm"),
    (0, b"OggS", "audio/ogg"),
)


def content_type(content: bytes) -> str | None:
    """The media type of what a browser may show in the chat; None for anything else.

    Only these few are shown, so that no upload can run as a page of its own.
    """
    for at, mark, kind in _STARTS:
        if content[at : at + len(mark)] == mark:
            return kind
    return None

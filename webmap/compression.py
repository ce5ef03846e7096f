"""br and gzip, with an ETag of its own for each encoding (RFC 9110, section 8.8.3.3)."""

from flask import Flask, Response
from flask_compress import Compress

ENCODINGS = ("br", "gzip")
MIMETYPES = (
    "text/html",
    "text/css",
    "text/plain",
    "text/javascript",
    "application/javascript",
    "application/json",
    "application/geo+json",
    "application/problem+json",
    "application/manifest+json",
    "image/svg+xml",
)


def init_app(app: Flask) -> None:
    """Compress answers that gain by it; a part of a file (206) is left as it is."""
    app.config.update(
        COMPRESS_MIMETYPES=list(MIMETYPES),
        COMPRESS_ALGORITHM=list(ENCODINGS),
        COMPRESS_STREAMS=False,
        COMPRESS_BR_LEVEL=5,
        COMPRESS_MIN_SIZE=500,
        COMPRESS_REGISTER=False,
    )
    compress = Compress(app)

    @app.after_request
    def compress_whole(response: Response) -> Response:
        # Content-Range counts the bytes of the plain file: encoding a part would break it.
        if response.status_code == 206:
            return response
        if response.is_streamed and response.status_code == 200 and response.mimetype in MIMETYPES:
            # A file that is compressed as a stream is left open when the answer becomes a 304.
            response.direct_passthrough = False
            response.make_sequence()
        return compress.after_request(response)

"""br and gzip, with an ETag of its own for each encoding (RFC 9110, section 8.8.3.3)."""

from flask import Flask, Response, request
from flask_compress import Compress

from webmap.http import application

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
        key = _key(response)
        return _remembered(response, key) or _remember(compress.after_request(response), key)


def _remembered(response: Response, key: str | None) -> Response | None:
    """The answer with the bytes that it was compressed to before, if they are still kept."""
    for encoding in ENCODINGS if key else ():
        body = application.holdings().bodies.get(f"{key} {encoding}")
        if body is not None:
            validator, _weak = response.get_etag()
            response.set_data(body)
            response.content_encoding = encoding
            response.set_etag(f"{validator}:{encoding}")
            response.vary.add("Accept-Encoding")
            response.make_conditional(request)
            return response
    return None


def _remember(response: Response, key: str | None) -> Response:
    """Keep compressed bytes: compressing megabytes takes longer than making them."""
    encoding = response.content_encoding
    if key and encoding in ENCODINGS:
        application.holdings().bodies.put(f"{key} {encoding}", response.get_data())
    return response


def _key(response: Response) -> str | None:
    """What compressed bytes are kept under: the plain bytes' validator and what was accepted."""
    validator, weak = response.get_etag()
    if response.status_code != 200 or not validator or weak or request.method != "GET":
        return None
    return f"{request.path} {validator} {request.headers.get('Accept-Encoding', '')[:100]}"

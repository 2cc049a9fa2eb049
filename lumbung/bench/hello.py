"""The least a Litestar can do, under the very settings of `lumbung serve`: what our pages are
compared with.
"""

import argparse

import uvicorn
from litestar import Litestar, Response, get

from lumbung.serve import LISTENING


@get(["/", "/livez"], sync_to_thread=False)
def show_hello() -> Response[str]:
    """Say hello."""
    return Response("hello", media_type="text/plain")


@get("/empty", sync_to_thread=False)
def show_nothing() -> Response[str]:
    """Answer with next to no page: what a browser needs before anything of ours."""
    page = "<!DOCTYPE html><html lang='en'><title>Empty</title><p>Empty</p></html>"
    return Response(page, media_type="text/html")


def main() -> None:
    """Serve until stopped."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    app = Litestar([show_hello, show_nothing], openapi_config=None, logging_config=None)
    uvicorn.run(app, host="127.0.0.1", port=parser.parse_args().port, **LISTENING)


if __name__ == "__main__":
    main()

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


def main() -> None:
    """Serve until stopped."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    app = Litestar([show_hello], openapi_config=None, logging_config=None)
    uvicorn.run(app, host="127.0.0.1", port=parser.parse_args().port, **LISTENING)


if __name__ == "__main__":
    main()

"""Logs: JSON lines in UTC, of what went wrong and what changed; never a name, a PIN, a token or a
body.
"""

import logging

import structlog


def set_up_logs() -> None:
    """Write events as one line of JSON each; the libraries' own chatter only from warnings on."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(
        level=logging.WARNING, format='{"level":"%(levelname)s","event":"%(message)s"}'
    )

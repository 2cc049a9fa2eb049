"""What happens beside the requests: chores once in a while, and reading the feed."""

from web.background.chores import chores, remind_all

__all__ = ["chores", "remind_all"]

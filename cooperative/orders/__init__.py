"""Orders: a member's request, answered by the shop, fulfilled by a hand-over. protocol.md 7."""

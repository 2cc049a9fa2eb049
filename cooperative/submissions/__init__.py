"""Once only: every form that changes data arrives as a submission with a key. protocol.md 2-4."""

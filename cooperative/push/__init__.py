"""What waits to be told to phones at once, which phones want it, and when."""

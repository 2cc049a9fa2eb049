"""What those who watch over a cooperative may do there: put an alarm off, and be let see more."""

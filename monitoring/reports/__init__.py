"""What the pages ask of the read store: sums of days and villages, never of a single member."""

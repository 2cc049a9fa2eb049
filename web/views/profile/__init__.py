"""The page of the cooperative's own data, for officers and for the assistant alike."""

"""A whole province: how fast it is read, and what its pages cost those who look after it."""

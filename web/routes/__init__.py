"""The list of all routes, one module per noun."""

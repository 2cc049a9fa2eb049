"""A command cannot go on: one sentence for the operator, no trace."""


class Failure(Exception):
    """Printed as it is; the command ends with 1."""

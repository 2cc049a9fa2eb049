"""Who looks after whom: assistants sent to cooperatives, and called back."""

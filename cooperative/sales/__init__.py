"""Sales at the counter, without an order before them: facts, booked whatever the books thought."""

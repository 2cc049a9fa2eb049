"""Money in ink: accounts, entries and transfers, and the members' savings kept in them."""

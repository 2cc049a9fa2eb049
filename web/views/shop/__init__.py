"""What the pages of the shop show, where more than one route needs it."""

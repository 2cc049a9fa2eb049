"""What the pages about money that came or went show, where more than one route needs it."""

"""What pages show and how people move between them: what more than one route needs."""

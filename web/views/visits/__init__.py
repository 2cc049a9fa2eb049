"""What the pages of visits show, and how their forms are read."""

"""`lumbung bench`: what a page weighs, how fast it comes and what it takes, against the budgets."""

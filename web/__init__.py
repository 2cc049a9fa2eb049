"""What is seen and sent: routes, pages, words, and the way a form reaches the books."""

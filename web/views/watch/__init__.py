"""What the pages of assistants and PMO show, made of pictures and words."""

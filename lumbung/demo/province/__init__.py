"""All other villages of a province, light and in bulk, and who looks after them."""

"""The list of goods, the page everybody opens most: made once, served from memory."""

"""The door: cookies, codes and PINs, and what is said to somebody who cannot come in yet."""

"""The store: outlets, goods, prices, and stock as movements."""

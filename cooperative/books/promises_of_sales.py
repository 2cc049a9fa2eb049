"""What must always hold of sales at the counter; read with the others in `promises.py`."""

SALES: dict[str, str] = {
    "I7 a sale is the sum of its lines": """
        SELECT s.cooperative_id, s.id FROM sale s LEFT JOIN sale_line l
          ON l.cooperative_id = s.cooperative_id AND l.sale_id = s.id
        GROUP BY s.cooperative_id, s.id, s.total_rupiah
        HAVING s.total_rupiah <> COALESCE(SUM(l.line_total_rupiah), 0)""",
    "I7 a line of a sale is its price times its units": """
        SELECT cooperative_id, sale_id, line_no FROM sale_line
        WHERE line_total_rupiah <> quantity_units * unit_price_rupiah OR quantity_units < 1""",
    "I8 a sale at the counter has its entry, for its total and its buyer": """
        SELECT s.cooperative_id, s.id FROM sale s LEFT JOIN entry e
          ON e.cooperative_id = s.cooperative_id AND e.id = s.entry_id AND e.kind = 'sale'
          AND e.subject = 'sale/' || s.id
        WHERE e.id IS NULL OR COALESCE(e.member_id, -1) <> COALESCE(s.member_id, -1)
          OR s.total_rupiah <> COALESCE((SELECT SUM(t.amount_rupiah) FROM transfer t JOIN account a
            ON a.cooperative_id = t.cooperative_id AND a.id = t.credit_account_id
            WHERE t.cooperative_id = s.cooperative_id AND t.entry_id = s.entry_id
            AND a.kind = 'sales'), 0)""",
    "I8 a sale at the counter took its goods off the shelf": """
        SELECT s.cooperative_id, s.id FROM sale s WHERE
          (SELECT COALESCE(SUM(l.quantity_units), 0) FROM sale_line l
            WHERE l.cooperative_id = s.cooperative_id AND l.sale_id = s.id)
          <> (SELECT COALESCE(-SUM(m.delta_units), 0) FROM stock_movement m
            WHERE m.cooperative_id = s.cooperative_id AND m.entry_id = s.entry_id
            AND m.kind = 'sold')""",
    "I8 a sale that was taken back has its goods back": """
        SELECT s.cooperative_id, s.id FROM sale s JOIN entry r
          ON r.cooperative_id = s.cooperative_id AND r.reverses_id = s.entry_id
        WHERE (SELECT COALESCE(SUM(l.quantity_units), 0) FROM sale_line l
            WHERE l.cooperative_id = s.cooperative_id AND l.sale_id = s.id)
          <> (SELECT COALESCE(SUM(m.delta_units), 0) FROM stock_movement m
            WHERE m.cooperative_id = s.cooperative_id AND m.entry_id = r.id
            AND m.kind = 'reversal')""",
}

"""What must always hold in the books, as queries that must find no row, on both databases.

The numbers are those of reliability.md 5. Every query returns the cooperative first, then what is
wrong in it. What the schema refuses anyway is asked again: a restored file is believed by nobody.
"""

from cooperative.books.promises_of_sales import SALES

MONEY: dict[str, str] = {
    "I1 an entry moves money": """
        SELECT e.cooperative_id, e.id FROM entry e WHERE NOT EXISTS (SELECT 1 FROM transfer t
          WHERE t.cooperative_id = e.cooperative_id AND t.entry_id = e.id)""",
    "I1 a line belongs to an entry and two accounts of its cooperative": """
        SELECT t.cooperative_id, t.entry_id, t.line_no FROM transfer t WHERE
          NOT EXISTS (SELECT 1 FROM entry e
            WHERE e.cooperative_id = t.cooperative_id AND e.id = t.entry_id)
          OR (SELECT COUNT(*) FROM account a WHERE a.cooperative_id = t.cooperative_id
            AND a.id IN (t.debit_account_id, t.credit_account_id)) <> 2""",
    "I2 a balance is the sum of its lines": """
        SELECT a.cooperative_id, a.id FROM account a WHERE a.balance_rupiah <>
          COALESCE((SELECT SUM(t.amount_rupiah) FROM transfer t
            WHERE t.cooperative_id = a.cooperative_id AND t.debit_account_id = a.id), 0)
          - COALESCE((SELECT SUM(t.amount_rupiah) FROM transfer t
            WHERE t.cooperative_id = a.cooperative_id AND t.credit_account_id = a.id), 0)""",
    "I3 the books of a cooperative add up to zero": """
        SELECT cooperative_id, SUM(balance_rupiah) FROM account
        GROUP BY cooperative_id HAVING SUM(balance_rupiah) <> 0""",
    "I4 no account is below its floor or its holds": """
        SELECT cooperative_id, id FROM account WHERE held_rupiah < 0
          OR side * balance_rupiah - held_rupiah < floor_rupiah""",
    "I5 every line is a positive amount": """
        SELECT cooperative_id, entry_id, line_no FROM transfer WHERE amount_rupiah <= 0""",
    "I10 an entry moves the money of its own member only": """
        SELECT e.cooperative_id, e.id FROM entry e
        JOIN transfer t ON t.cooperative_id = e.cooperative_id AND t.entry_id = e.id
        JOIN account a ON a.cooperative_id = t.cooperative_id
          AND a.id IN (t.debit_account_id, t.credit_account_id)
        WHERE a.member_id <> COALESCE(e.member_id, -1)""",
    "I12 receipts have no gap": """
        SELECT cooperative_id, book_year FROM entry GROUP BY cooperative_id, book_year
        HAVING MIN(book_no) <> 1 OR MAX(book_no) <> COUNT(*)""",
    "I12 entries have no gap": """
        SELECT e.cooperative_id, COUNT(*) FROM entry e GROUP BY e.cooperative_id
        HAVING MIN(e.id) <> 1 OR MAX(e.id) <> COUNT(*) OR COUNT(*) <> (SELECT n.last FROM number n
          WHERE n.cooperative_id = e.cooperative_id AND n.name = 'entry')""",
    "I15 an entry is reversed once": """
        SELECT cooperative_id, reverses_id FROM entry WHERE reverses_id IS NOT NULL
        GROUP BY cooperative_id, reverses_id HAVING COUNT(*) > 1""",
    "I15 a reversal mirrors its entry": """
        SELECT r.cooperative_id, r.id FROM entry r WHERE r.reverses_id IS NOT NULL AND (
          (SELECT COUNT(*) FROM transfer t
            WHERE t.cooperative_id = r.cooperative_id AND t.entry_id = r.id)
          <> (SELECT COUNT(*) FROM transfer t
            WHERE t.cooperative_id = r.cooperative_id AND t.entry_id = r.reverses_id)
          OR EXISTS (SELECT 1 FROM transfer b WHERE b.cooperative_id = r.cooperative_id
            AND b.entry_id = r.id AND NOT EXISTS (SELECT 1 FROM transfer a
              WHERE a.cooperative_id = r.cooperative_id AND a.entry_id = r.reverses_id
              AND a.line_no = b.line_no AND a.amount_rupiah = b.amount_rupiah
              AND a.debit_account_id = b.credit_account_id
              AND a.credit_account_id = b.debit_account_id)))""",
    "who left has no savings in the books": """
        SELECT m.cooperative_id, m.id, a.kind FROM member m JOIN account a
          ON a.cooperative_id = m.cooperative_id AND a.member_id = m.id
        WHERE m.state = 'left' AND a.kind <> 'credit' AND a.balance_rupiah <> 0""",
}

GOODS: dict[str, str] = {
    "I6 stock is the sum of its movements": """
        SELECT i.cooperative_id, i.outlet_id, i.product_id FROM stock_item i
        LEFT JOIN stock_movement m ON m.cooperative_id = i.cooperative_id
          AND m.outlet_id = i.outlet_id AND m.product_id = i.product_id
        GROUP BY i.cooperative_id, i.outlet_id, i.product_id, i.quantity_units, i.value_rupiah
        HAVING i.quantity_units <> COALESCE(SUM(m.delta_units), 0)
          OR i.value_rupiah <> COALESCE(SUM(m.value_rupiah), 0)""",
    "I6 goods move on a shelf": """
        SELECT m.cooperative_id, m.id FROM stock_movement m WHERE NOT EXISTS (SELECT 1
          FROM stock_item i WHERE i.cooperative_id = m.cooperative_id
          AND i.outlet_id = m.outlet_id AND i.product_id = m.product_id)""",
    "I6 stock is never below zero or below what is promised": """
        SELECT cooperative_id, outlet_id, product_id FROM stock_item
        WHERE quantity_units < 0 OR value_rupiah < 0 OR reserved_units < 0
          OR reserved_units > quantity_units OR (quantity_units = 0 AND value_rupiah <> 0)""",
    "I6 what is promised is the sum of held reservations": """
        SELECT i.cooperative_id, i.outlet_id, i.product_id FROM stock_item i
        LEFT JOIN reservation r ON r.cooperative_id = i.cooperative_id
          AND r.outlet_id = i.outlet_id AND r.product_id = i.product_id AND r.state = 'held'
        GROUP BY i.cooperative_id, i.outlet_id, i.product_id, i.reserved_units
        HAVING i.reserved_units <> COALESCE(SUM(r.quantity_units), 0)""",
    "I6 goods are held for open orders only": """
        SELECT r.cooperative_id, r.order_id, r.line_no FROM reservation r JOIN orders o
          ON o.cooperative_id = r.cooperative_id AND o.id = r.order_id
        WHERE r.state = 'held' AND o.state NOT IN ('placed', 'accepted', 'prepared', 'ready')""",
    "the inventory account is what the shelves cost": """
        SELECT c.id FROM cooperative c WHERE
          COALESCE((SELECT SUM(a.balance_rupiah) FROM account a
            WHERE a.cooperative_id = c.id AND a.kind = 'stock'), 0)
          <> COALESCE((SELECT SUM(i.value_rupiah) FROM stock_item i
            WHERE i.cooperative_id = c.id), 0)""",
}

ORDERS: dict[str, str] = {
    "I7 an order is the sum of its lines": """
        SELECT o.cooperative_id, o.id FROM orders o LEFT JOIN order_line l
          ON l.cooperative_id = o.cooperative_id AND l.order_id = o.id
        GROUP BY o.cooperative_id, o.id, o.total_rupiah
        HAVING o.total_rupiah <> COALESCE(SUM(l.line_total_rupiah), 0)""",
    "I7 a line is its price times what was given": """
        SELECT cooperative_id, order_id, line_no FROM order_line
        WHERE line_total_rupiah <> given_units * unit_price_rupiah
          OR given_units < 0 OR given_units > asked_units OR asked_units < 1""",
    "held savings are the sum of her open orders": """
        SELECT a.cooperative_id, a.member_id FROM account a LEFT JOIN orders o
          ON o.cooperative_id = a.cooperative_id AND o.member_id = a.member_id
          AND o.state IN ('placed', 'accepted', 'prepared', 'ready')
        WHERE a.kind = 'voluntary'
        GROUP BY a.cooperative_id, a.member_id, a.held_rupiah
        HAVING a.held_rupiah <> COALESCE(SUM(o.held_rupiah), 0)""",
    "only sukarela is held": """
        SELECT cooperative_id, id FROM account WHERE held_rupiah <> 0 AND kind <> 'voluntary'""",
    "I8 a handed-over order has one sale of its total": """
        SELECT o.cooperative_id, o.id FROM orders o WHERE o.state = 'handed_over' AND (
          (SELECT COUNT(*) FROM entry e WHERE e.cooperative_id = o.cooperative_id
            AND e.kind = 'sale' AND e.subject = 'order/' || o.id) <> 1
          OR o.total_rupiah <> COALESCE((SELECT SUM(t.amount_rupiah) FROM transfer t JOIN account a
            ON a.cooperative_id = t.cooperative_id AND a.id = t.credit_account_id
            WHERE t.cooperative_id = o.cooperative_id AND t.entry_id = o.entry_id
            AND a.kind = 'sales'), 0))""",
    "I8 a handed-over order took its goods off the shelf": """
        SELECT o.cooperative_id, o.id FROM orders o WHERE
          (SELECT COALESCE(SUM(l.given_units), 0) FROM order_line l
            WHERE l.cooperative_id = o.cooperative_id AND l.order_id = o.id
            AND o.state = 'handed_over')
          <> (SELECT COALESCE(-SUM(m.delta_units), 0) FROM stock_movement m
            WHERE m.cooperative_id = o.cooperative_id AND m.order_id = o.id
            AND m.kind = 'sold')""",
    "an order is where its last step brought it": """
        SELECT o.cooperative_id, o.id FROM orders o WHERE o.state <> COALESCE(
          (SELECT s.state FROM order_step s WHERE s.cooperative_id = o.cooperative_id
            AND s.order_id = o.id ORDER BY s.step_no DESC LIMIT 1), '')""",
}

TRAIL: dict[str, str] = {
    "I9 a submission signs one entry and one order": """
        SELECT cooperative_id, submission_key FROM entry WHERE submission_key IS NOT NULL
        GROUP BY cooperative_id, submission_key HAVING COUNT(*) > 1 UNION ALL
        SELECT cooperative_id, submission_key FROM orders WHERE submission_key IS NOT NULL
        GROUP BY cooperative_id, submission_key HAVING COUNT(*) > 1""",
    "I9 an accepted submission has its act, any other has none": """
        SELECT s.cooperative_id, s.key FROM submission s LEFT JOIN activity v
          ON v.cooperative_id = s.cooperative_id AND v.submission_key = s.key
        GROUP BY s.cooperative_id, s.key, s.verdict, s.effect_count
        HAVING COUNT(v.position) <> CASE WHEN s.verdict = 'accepted' THEN 1 ELSE 0 END
          OR s.effect_count <> COUNT(v.position)""",
    "I9 what a submission did has its submission": """
        SELECT k.cooperative_id, k.key FROM (
          SELECT cooperative_id, submission_key AS key FROM activity UNION
          SELECT cooperative_id, submission_key FROM entry UNION
          SELECT cooperative_id, submission_key FROM orders) k
        WHERE k.key IS NOT NULL AND NOT EXISTS (SELECT 1 FROM submission s
          WHERE s.cooperative_id = k.cooperative_id AND s.key = k.key
          AND s.verdict = 'accepted')""",
    "I11 every act is in the trail": """
        SELECT v.cooperative_id, v.position FROM activity v LEFT JOIN audit t
          ON t.cooperative_id = v.cooperative_id AND t.activity_position = v.position
        GROUP BY v.cooperative_id, v.position HAVING COUNT(t.seq) <> 1""",
    "I11 the trail has no gap": """
        SELECT cooperative_id, COUNT(*) FROM audit GROUP BY cooperative_id
        HAVING MIN(seq) <> 1 OR MAX(seq) <> COUNT(*)""",
    "I11 the trail says what the feed says": """
        SELECT t.cooperative_id, t.seq FROM audit t JOIN activity v
          ON v.cooperative_id = t.cooperative_id AND v.position = t.activity_position
        WHERE t.kind <> v.kind OR t.subject <> v.subject""",
}

PROMISES = MONEY | GOODS | ORDERS | SALES | TRAIL

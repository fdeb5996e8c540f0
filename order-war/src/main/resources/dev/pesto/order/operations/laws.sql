-- The conservation laws: what holds between any two transactions, whatever was pulled. Each query returns the rows that break its law, none when it holds.
-- Read by the program (a law begins at "-- law:"; its sentence follows on the same line), by the tests, and by hand: mysql pesto < laws.sql
-- Instants are epoch milliseconds. All laws are meant to be read in one snapshot: START TRANSACTION WITH CONSISTENT SNAPSHOT in REPEATABLE READ.

-- law: stock_within_bounds | Per product, 0 <= reserved <= onHand.
SELECT product_id AS productId, on_hand AS onHand, reserved
  FROM stock
 WHERE reserved < 0 OR on_hand < 0 OR reserved > on_hand
 LIMIT 100;

-- law: on_hand_is_ledger | onHand is the sum of the product's ledger.
SELECT s.product_id AS productId, s.on_hand AS onHand, COALESCE(l.ledger, 0) AS ledger
  FROM stock s
  LEFT JOIN (SELECT product_id, SUM(delta) AS ledger FROM stock_ledger GROUP BY product_id) l ON l.product_id = s.product_id
 WHERE s.on_hand <> COALESCE(l.ledger, 0)
 UNION ALL
SELECT l.product_id, NULL, SUM(l.delta)
  FROM stock_ledger l
 WHERE NOT EXISTS (SELECT 1 FROM stock s WHERE s.product_id = l.product_id)
 GROUP BY l.product_id
 LIMIT 100;

-- law: reserved_is_living | reserved is the quantities in living, unshipped merchant orders.
SELECT s.product_id AS productId, s.reserved, COALESCE(q.living, 0) AS living
  FROM stock s
  LEFT JOIN (SELECT l.product_id, SUM(l.quantity) AS living
               FROM merchant_order m
               JOIN order_line l ON l.merchant_order_id = m.id
              WHERE m.status IN ('PENDING_PAYMENT', 'PLACED', 'ACCEPTED', 'PACKED')
              GROUP BY l.product_id) q ON q.product_id = s.product_id
 WHERE s.reserved <> COALESCE(q.living, 0)
 UNION ALL
SELECT l.product_id, NULL, SUM(l.quantity)
  FROM merchant_order m
  JOIN order_line l ON l.merchant_order_id = m.id
 WHERE m.status IN ('PENDING_PAYMENT', 'PLACED', 'ACCEPTED', 'PACKED')
   AND NOT EXISTS (SELECT 1 FROM stock s WHERE s.product_id = l.product_id)
 GROUP BY l.product_id
 LIMIT 100;

-- law: one_order_per_key | Every order has exactly one key, every key of a buyer exactly one order, and an order has at least one merchant order.
SELECT MIN(o.id) AS orderId, o.buyer_id AS buyerId, COUNT(*) AS orders, 'doubled or empty key' AS fault
  FROM orders o
 GROUP BY o.buyer_id, o.idempotency_key
HAVING COUNT(*) > 1 OR MIN(CHAR_LENGTH(o.idempotency_key)) = 0
 UNION ALL
SELECT o.id, o.buyer_id, 1, 'no merchant order'
  FROM orders o
 WHERE NOT EXISTS (SELECT 1 FROM merchant_order m WHERE m.order_id = o.id)
 UNION ALL
SELECT m.order_id, NULL, 0, 'merchant order without order'
  FROM merchant_order m
 WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.id = m.order_id)
 LIMIT 100;

-- law: total_is_lines | An order's total is the sum of its lines, and so is each merchant order's subtotal.
SELECT o.id AS orderId, NULL AS merchantOrderId, o.total AS stated, COALESCE(SUM(l.line_total), 0) AS computed
  FROM orders o
  LEFT JOIN merchant_order m ON m.order_id = o.id
  LEFT JOIN order_line l ON l.merchant_order_id = m.id
 GROUP BY o.id, o.total
HAVING o.total <> COALESCE(SUM(l.line_total), 0)
 UNION ALL
SELECT m.order_id, m.id, m.subtotal, COALESCE(SUM(l.line_total), 0)
  FROM merchant_order m
  LEFT JOIN order_line l ON l.merchant_order_id = m.id
 GROUP BY m.order_id, m.id, m.subtotal
HAVING m.subtotal <> COALESCE(SUM(l.line_total), 0)
 UNION ALL
SELECT m.order_id, m.id, l.line_total, l.unit_price * l.quantity
  FROM order_line l
  JOIN merchant_order m ON m.id = l.merchant_order_id
 WHERE l.line_total <> l.unit_price * l.quantity
 LIMIT 100;

-- law: tracked_from_the_start | Every merchant order has a tracking id, ORDER_RECEIVED as its first event, and no gap in its numbering.
SELECT m.order_id AS orderId, m.id AS merchantOrderId, m.tracking_id AS trackingId, m.last_seq AS lastSeq, COUNT(e.seq) AS events
  FROM merchant_order m
  LEFT JOIN order_event e ON e.merchant_order_id = m.id
 GROUP BY m.order_id, m.id, m.tracking_id, m.last_seq
HAVING CHAR_LENGTH(m.tracking_id) = 0
    OR COUNT(e.seq) <> m.last_seq
    OR COALESCE(MAX(e.seq), 0) <> m.last_seq
    OR COALESCE(SUM(e.seq = 1 AND e.type = 'ORDER_RECEIVED'), 0) <> 1
 LIMIT 100;

-- law: holds_end | No order waits for its payment 60 s beyond its hold. @ready_since, when set, is since when an instance has been there to see to it.
SELECT o.id AS orderId, o.expires_at AS expiresAt
  FROM orders o
 WHERE o.status = 'PENDING_PAYMENT'
   AND (o.expires_at IS NULL
        OR GREATEST(o.expires_at, COALESCE(@ready_since, 0)) + 60000 < UNIX_TIMESTAMP(NOW(3)) * 1000)
 LIMIT 100;

-- law: money_is_accounted_for | Refunded <= captured; what is kept of a capture is the sum of the living merchant orders; one kept capture at most; nothing prepaid goes on unpaid; cash is collected with its event only.
SELECT r.order_id AS orderId, r.payment_id AS paymentId, 'refunded more than captured' AS fault, SUM(r.amount) AS amount
  FROM refund r
  JOIN payment p ON p.id = r.payment_id
 GROUP BY r.order_id, r.payment_id, p.amount, p.status
HAVING SUM(r.amount) > p.amount OR p.status <> 'CAPTURED'
 UNION ALL
SELECT k.order_id, k.id, 'kept money is not the living merchant orders', k.kept
  FROM (SELECT p.id, p.order_id,
               p.amount - COALESCE((SELECT SUM(r.amount) FROM refund r WHERE r.payment_id = p.id), 0) AS kept,
               (SELECT COUNT(*) FROM refund r WHERE r.payment_id = p.id AND r.kind = 'VOID') AS voids,
               (SELECT COALESCE(SUM(m.subtotal), 0)
                  FROM merchant_order m
                 WHERE m.order_id = p.order_id
                   AND m.status NOT IN ('EXPIRED', 'REJECTED', 'CANCELLED', 'RETURNED_TO_ORIGIN')) AS living
          FROM payment p
         WHERE p.status = 'CAPTURED') k
 WHERE (k.voids = 0 AND k.kept <> k.living) OR (k.voids > 0 AND k.kept <> 0)
 UNION ALL
SELECT p.order_id, MIN(p.id), 'captured twice', SUM(p.amount)
  FROM payment p
 WHERE p.status = 'CAPTURED'
   AND NOT EXISTS (SELECT 1 FROM refund r WHERE r.payment_id = p.id AND r.kind = 'VOID')
 GROUP BY p.order_id
HAVING COUNT(*) > 1
 UNION ALL
SELECT DISTINCT o.id, NULL, 'goes on unpaid', o.total
  FROM orders o
  JOIN merchant_order m ON m.order_id = o.id
 WHERE o.payment_method = 'CARD'
   AND m.status IN ('PLACED', 'ACCEPTED', 'PACKED', 'SHIPPED', 'DELIVERY_FAILED', 'OUT_FOR_DELIVERY', 'DELIVERED')
   AND NOT EXISTS (SELECT 1 FROM payment p WHERE p.order_id = o.id AND p.status = 'CAPTURED')
 UNION ALL
SELECT m.order_id, NULL, 'cash without its event, or delivered without cash', m.collected_amount
  FROM merchant_order m
  JOIN orders o ON o.id = m.order_id
 WHERE (m.collected_amount IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM order_event e WHERE e.merchant_order_id = m.id AND e.type = 'CASH_COLLECTED'))
    OR (o.payment_method = 'COD' AND m.status = 'DELIVERED' AND m.collected_amount IS NULL)
 UNION ALL
SELECT o.id, NULL, 'collected without its event', o.total
  FROM orders o
 WHERE o.payment_status = 'COLLECTED'
   AND EXISTS (SELECT 1 FROM merchant_order m
                WHERE m.order_id = o.id
                  AND m.status NOT IN ('EXPIRED', 'REJECTED', 'CANCELLED', 'RETURNED_TO_ORIGIN')
                  AND NOT EXISTS (SELECT 1 FROM order_event e WHERE e.merchant_order_id = m.id AND e.type = 'CASH_COLLECTED'))
 LIMIT 100;

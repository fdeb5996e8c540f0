-- Who may touch what. One account for each WAR, so that the coupling between them is written down and the server enforces it.
-- Run after every migration, as often as you like.

-- user-war owns people.
GRANT SELECT, INSERT, UPDATE, DELETE ON account TO 'pesto_user'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON credential TO 'pesto_user'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON address TO 'pesto_user'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON payment_method TO 'pesto_user'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON session TO 'pesto_user'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON session_end TO 'pesto_user'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON login_attempt TO 'pesto_user'@'%';
GRANT SELECT, INSERT ON audit TO 'pesto_user'@'%';

-- product-war owns the catalogue; a new product's first stock is all it may write of stock.
GRANT SELECT, INSERT, UPDATE ON product TO 'pesto_product'@'%';
GRANT SELECT, INSERT ON stock TO 'pesto_product'@'%';
GRANT INSERT ON stock_ledger TO 'pesto_product'@'%';
-- Whether a merchant is locked, so that nothing of it can be ordered.
GRANT SELECT (id, status) ON account TO 'pesto_product'@'%';
GRANT SELECT ON session_end TO 'pesto_product'@'%';
-- What administrators do to products, to be written down and never read or changed.
GRANT INSERT ON audit TO 'pesto_product'@'%';

-- order-war owns stock and orders, and copies from product, address and payment method when an order is placed.
GRANT SELECT, INSERT, UPDATE ON stock TO 'pesto_order'@'%';
GRANT SELECT, INSERT ON stock_ledger TO 'pesto_order'@'%';
GRANT SELECT, INSERT, UPDATE ON orders TO 'pesto_order'@'%';
GRANT SELECT, INSERT, UPDATE ON merchant_order TO 'pesto_order'@'%';
GRANT SELECT, INSERT ON order_line TO 'pesto_order'@'%';
GRANT SELECT, INSERT ON order_event TO 'pesto_order'@'%';
GRANT SELECT, INSERT, UPDATE ON payment TO 'pesto_order'@'%';
GRANT SELECT, INSERT, UPDATE ON refund TO 'pesto_order'@'%';
GRANT SELECT ON product TO 'pesto_order'@'%';
GRANT SELECT ON address TO 'pesto_order'@'%';
GRANT SELECT ON payment_method TO 'pesto_order'@'%';
GRANT SELECT (id, status) ON account TO 'pesto_order'@'%';
GRANT SELECT ON session_end TO 'pesto_order'@'%';

-- The balancer knows only which sessions have ended, and writes down what administrators do to instances.
GRANT SELECT ON session_end TO 'pesto_balancer'@'%';
GRANT INSERT ON audit TO 'pesto_balancer'@'%';

-- On MySQL only, after grants.sql: what order-war needs to find its own sessions that hold locks and do nothing. It may end
-- sessions of its own account without a further grant. MariaDB does this by itself (idle_transaction_timeout).
GRANT SELECT ON performance_schema.threads TO 'pesto_order'@'%';
GRANT SELECT ON performance_schema.events_transactions_current TO 'pesto_order'@'%';

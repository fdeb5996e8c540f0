-- On MySQL only, after grants.sql: what order-war needs to find its own sessions that hold locks and do nothing, and no more: not what others' statements say. It may
-- end sessions of its own account without a further grant. MariaDB does this by itself (idle_transaction_timeout).
GRANT SELECT (thread_id, processlist_id, processlist_user, processlist_command) ON performance_schema.threads TO 'pesto_order'@'%';
GRANT SELECT (thread_id, state, autocommit) ON performance_schema.events_transactions_current TO 'pesto_order'@'%';
GRANT SELECT (thread_id, timer_end) ON performance_schema.events_statements_current TO 'pesto_order'@'%';

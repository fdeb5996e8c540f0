-- One database account for each WAR, for an installation by hand (the launcher makes the same accounts with passwords of its own).
-- Replace the four passwords, run it once as an administrator inside the database, then the files of migrations/ in order of their
-- numbers, then grants.sql:
--
--   mysql -e 'CREATE DATABASE pesto CHARACTER SET utf8mb4 COLLATE utf8mb4_bin'
--   mysql pesto < accounts.sql
--   for f in migrations/V*.sql; do mysql pesto < "$f"; done
--   mysql pesto < grants.sql
--   mysql pesto < grants-mysql.sql      (on MySQL, not on MariaDB)
CREATE USER IF NOT EXISTS 'pesto_user'@'%' IDENTIFIED BY 'replace-1';
CREATE USER IF NOT EXISTS 'pesto_product'@'%' IDENTIFIED BY 'replace-2';
CREATE USER IF NOT EXISTS 'pesto_order'@'%' IDENTIFIED BY 'replace-3';
CREATE USER IF NOT EXISTS 'pesto_balancer'@'%' IDENTIFIED BY 'replace-4';

-- People and what is theirs: accounts, credentials, addresses, payment methods, sessions. Owner: user-war.
--
-- Conventions of every table: ids are time-ordered 64-bit numbers made by the application; instants are BIGINT milliseconds
-- since 1970 UTC, which keep their fraction on MySQL and MariaDB alike; text is compared byte by byte (utf8mb4_bin) unless a column says otherwise.

CREATE TABLE account (
    id         BIGINT       NOT NULL,
    email      VARCHAR(254) NOT NULL COMMENT 'as the person wrote it',
    email_key  VARCHAR(254) NOT NULL COMMENT 'case-folded: what is unique',
    name       VARCHAR(200) NOT NULL,
    phone      VARCHAR(32)  NULL,
    role       VARCHAR(10)  NOT NULL,
    status     VARCHAR(10)  NOT NULL,
    version    BIGINT       NOT NULL,
    created_at BIGINT       NOT NULL,
    PRIMARY KEY (id),
    KEY ix_account_role (role, id),
    KEY ix_account_status (status, id),
    CONSTRAINT uq_account_email UNIQUE (email_key),
    CONSTRAINT ck_account_role CHECK (role IN ('BUYER', 'MERCHANT', 'ADMIN')),
    CONSTRAINT ck_account_status CHECK (status IN ('ACTIVE', 'LOCKED'))
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Apart from account, so that an account that may read people cannot read how they prove who they are.
CREATE TABLE credential (
    account_id    BIGINT       NOT NULL,
    password_hash VARCHAR(500) NOT NULL COMMENT 'PBKDF2-HMAC-SHA512 with its parameters and salt',
    changed_at    BIGINT       NOT NULL,
    PRIMARY KEY (account_id),
    CONSTRAINT fk_credential_account FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE address (
    id          BIGINT       NOT NULL,
    account_id  BIGINT       NOT NULL,
    name        VARCHAR(200) NOT NULL,
    line1       VARCHAR(200) NOT NULL,
    line2       VARCHAR(200) NULL,
    landmark    VARCHAR(200) NULL,
    city        VARCHAR(100) NOT NULL,
    state       VARCHAR(100) NULL,
    postal_code VARCHAR(20)  NOT NULL,
    country     CHAR(2)      NOT NULL COMMENT 'ISO 3166-1 alpha-2',
    phone       VARCHAR(32)  NULL,
    is_default  BOOLEAN      NOT NULL,
    -- NULL unless default, so the unique key below allows one default for each account and any number of others.
    default_of  BIGINT GENERATED ALWAYS AS (CASE WHEN is_default THEN account_id END) STORED,
    version     BIGINT       NOT NULL,
    created_at  BIGINT       NOT NULL,
    PRIMARY KEY (id),
    KEY ix_address_account (account_id, id),
    CONSTRAINT uq_address_default UNIQUE (default_of),
    CONSTRAINT fk_address_account FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE payment_method (
    id         BIGINT       NOT NULL,
    account_id BIGINT       NOT NULL,
    type       VARCHAR(4)   NOT NULL,
    token      VARCHAR(200) NULL COMMENT 'the provider''s, never a card number',
    brand      VARCHAR(40)  NULL,
    last4      CHAR(4)      NULL,
    exp_month  TINYINT      NULL,
    exp_year   SMALLINT     NULL,
    created_at BIGINT       NOT NULL,
    PRIMARY KEY (id),
    KEY ix_payment_method_account (account_id, id),
    CONSTRAINT fk_payment_method_account FOREIGN KEY (account_id) REFERENCES account (id),
    CONSTRAINT ck_payment_method_type CHECK (type IN ('COD', 'CARD')),
    CONSTRAINT ck_payment_method_card CHECK (
        (type = 'COD' AND token IS NULL AND brand IS NULL AND last4 IS NULL AND exp_month IS NULL AND exp_year IS NULL)
        OR (type = 'CARD' AND token IS NOT NULL AND brand IS NOT NULL AND last4 IS NOT NULL AND exp_month BETWEEN 1 AND 12 AND exp_year IS NOT NULL))
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- One line of refresh tokens. Only the hash of the present one is stored: each follows from the one before it (HMAC under a key of the server), so a token
-- that was used before is known by walking on from it, `generation` steps at most. An ended session stays until its tokens would have expired.
CREATE TABLE session (
    id           BIGINT        NOT NULL,
    account_id   BIGINT        NOT NULL,
    refresh_hash BINARY(32)    NOT NULL,
    generation   INT           NOT NULL COMMENT 'how often the token was rotated',
    rotations    VARBINARY(64) NOT NULL COMMENT 'instants of the last rotations, newest first, 8 bytes each: the grace for a repeated refresh',
    user_agent   VARCHAR(200)  NULL,
    address      VARCHAR(45)   NULL,
    created_at   BIGINT        NOT NULL,
    last_used_at BIGINT        NOT NULL,
    expires_at   BIGINT        NOT NULL,
    ended_at     BIGINT        NULL,
    PRIMARY KEY (id),
    KEY ix_session_account (account_id, id),
    KEY ix_session_expires (expires_at),
    CONSTRAINT uq_session_refresh UNIQUE (refresh_hash),
    CONSTRAINT fk_session_account FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Sessions that ended before their last access token did: read by every WAR. Rows older than an access token's life are of no use.
CREATE TABLE session_end (
    session_id BIGINT NOT NULL,
    ended_at   BIGINT NOT NULL,
    PRIMARY KEY (session_id),
    KEY ix_session_end_ended (ended_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Wrong passwords within the window of the login throttle, by what they count against: an account in a network, or a network as a whole.
CREATE TABLE login_attempt (
    subject       VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'SHA-256 of the account and network, or of the network',
    failures      VARBINARY(400) NOT NULL COMMENT 'instants of the last wrong passwords, oldest first, 8 bytes each',
    pending       INT            NOT NULL COMMENT 'passwords being checked now: they count as wrong until they are known to be right',
    pending_since BIGINT         NOT NULL COMMENT 'when the last of them began; a check that takes longer than a minute has died with its instance',
    blocked_until BIGINT         NOT NULL,
    block_millis  BIGINT         NOT NULL COMMENT 'length of the last block; the next one is twice as long',
    touched_at    BIGINT         NOT NULL,
    PRIMARY KEY (subject),
    KEY ix_login_attempt_touched (touched_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What was done to accounts and by whom; append-only.
CREATE TABLE audit (
    id         BIGINT       NOT NULL,
    occurred_at BIGINT      NOT NULL,
    actor_id   BIGINT       NULL,
    subject_id BIGINT       NULL,
    action     VARCHAR(40)  NOT NULL,
    network    VARCHAR(45)  NULL,
    detail     VARCHAR(500) NULL,
    PRIMARY KEY (id),
    KEY ix_audit_subject (subject_id, id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Orders and what becomes of them. Owner: order-war. No foreign key leads from here to a row that is locked later (stock, account, address).

CREATE TABLE orders (
    id                  BIGINT        NOT NULL,
    buyer_id            BIGINT        NOT NULL,
    idempotency_key     VARCHAR(255)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    request_hash        BINARY(32)    NOT NULL COMMENT 'SHA-256 of the canonical request body',
    number              VARCHAR(20)   NOT NULL COMMENT 'what people quote',
    status              VARCHAR(20)   NOT NULL COMMENT 'derived from the merchant orders, rewritten in each transaction that changes one',
    currency            CHAR(3)       NOT NULL,
    total               BIGINT        NOT NULL,
    note                VARCHAR(1000) NULL,
    payment_method      VARCHAR(4)    NOT NULL,
    payment_token       VARCHAR(200)  NULL,
    payment_status      VARCHAR(16)   NOT NULL,
    payment_due         BIGINT        NOT NULL,
    expires_at          BIGINT        NULL COMMENT 'end of the hold of a prepaid order',
    address_id          BIGINT        NOT NULL COMMENT 'where the copy below came from',
    address_name        VARCHAR(200)  NOT NULL,
    address_line1       VARCHAR(200)  NOT NULL,
    address_line2       VARCHAR(200)  NULL,
    address_landmark    VARCHAR(200)  NULL,
    address_city        VARCHAR(100)  NOT NULL,
    address_state       VARCHAR(100)  NULL,
    address_postal_code VARCHAR(20)   NOT NULL,
    address_country     CHAR(2)       NOT NULL,
    address_phone       VARCHAR(32)   NULL,
    version             BIGINT        NOT NULL,
    placed_at           BIGINT        NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT uq_orders_key UNIQUE (buyer_id, idempotency_key),
    CONSTRAINT uq_orders_number UNIQUE (number),
    KEY ix_orders_buyer (buyer_id, id),
    KEY ix_orders_buyer_status (buyer_id, status, id),
    KEY ix_orders_status (status, id),
    KEY ix_orders_expires (status, expires_at),
    CONSTRAINT ck_orders_total CHECK (total BETWEEN 0 AND 9007199254740991),
    CONSTRAINT ck_orders_due CHECK (payment_due BETWEEN 0 AND total),
    CONSTRAINT ck_orders_method CHECK (payment_method IN ('COD', 'CARD')),
    CONSTRAINT ck_orders_status CHECK (status IN ('PENDING_PAYMENT', 'PLACED', 'ACCEPTED', 'PACKED', 'SHIPPED', 'DELIVERY_FAILED',
        'OUT_FOR_DELIVERY', 'DELIVERED', 'EXPIRED', 'REJECTED', 'CANCELLED', 'RETURNED_TO_ORIGIN')),
    CONSTRAINT ck_orders_payment CHECK (payment_status IN ('DUE', 'PARTLY_COLLECTED', 'COLLECTED', 'CANCELLED', 'AWAITING', 'PENDING',
        'CAPTURED', 'REFUND_PENDING', 'PARTLY_REFUNDED', 'REFUNDED'))
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE merchant_order (
    id                      BIGINT       NOT NULL,
    order_id                BIGINT       NOT NULL,
    merchant_id             BIGINT       NOT NULL,
    status                  VARCHAR(20)  NOT NULL,
    tracking_id             VARCHAR(20)  NOT NULL,
    subtotal                BIGINT       NOT NULL,
    carrier                 VARCHAR(100) NULL,
    carrier_tracking_number VARCHAR(100) NULL,
    collected_amount        BIGINT       NULL COMMENT 'cash taken at the door',
    delivery_attempts       TINYINT      NOT NULL,
    last_seq                INT          NOT NULL COMMENT 'number of its newest event',
    updated_at              BIGINT       NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT uq_merchant_order_merchant UNIQUE (order_id, merchant_id),
    CONSTRAINT uq_merchant_order_tracking UNIQUE (tracking_id),
    KEY ix_merchant_order_queue (merchant_id, id),
    KEY ix_merchant_order_queue_status (merchant_id, status, id),
    CONSTRAINT fk_merchant_order_order FOREIGN KEY (order_id) REFERENCES orders (id),
    CONSTRAINT ck_merchant_order_subtotal CHECK (subtotal BETWEEN 0 AND 9007199254740991),
    CONSTRAINT ck_merchant_order_collected CHECK (collected_amount IS NULL OR collected_amount = subtotal),
    CONSTRAINT ck_merchant_order_attempts CHECK (delivery_attempts BETWEEN 0 AND 3),
    CONSTRAINT ck_merchant_order_status CHECK (status IN ('PENDING_PAYMENT', 'PLACED', 'ACCEPTED', 'PACKED', 'SHIPPED', 'DELIVERY_FAILED',
        'OUT_FOR_DELIVERY', 'DELIVERED', 'EXPIRED', 'REJECTED', 'CANCELLED', 'RETURNED_TO_ORIGIN'))
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE order_line (
    id                BIGINT       NOT NULL,
    merchant_order_id BIGINT       NOT NULL,
    product_id        BIGINT       NOT NULL,
    sku               VARCHAR(64)  NOT NULL,
    name              VARCHAR(200) NOT NULL,
    quantity          INT          NOT NULL,
    unit_price        BIGINT       NOT NULL,
    line_total        BIGINT       NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT uq_order_line_product UNIQUE (merchant_order_id, product_id),
    KEY ix_order_line_product (product_id),
    CONSTRAINT fk_order_line_merchant_order FOREIGN KEY (merchant_order_id) REFERENCES merchant_order (id),
    CONSTRAINT ck_order_line_quantity CHECK (quantity BETWEEN 1 AND 999),
    CONSTRAINT ck_order_line_total CHECK (line_total = unit_price * quantity)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The timeline; append-only, numbered 1, 2, 3… for each merchant order.
CREATE TABLE order_event (
    merchant_order_id BIGINT        NOT NULL,
    seq               INT           NOT NULL,
    type              VARCHAR(24)   NOT NULL,
    actor_id          BIGINT        NULL COMMENT 'NULL: the system',
    location          VARCHAR(200)  NULL,
    note              VARCHAR(1000) NULL,
    idempotency_key   VARCHAR(255)  CHARACTER SET ascii COLLATE ascii_bin NULL,
    request_hash      BINARY(32)    NULL,
    occurred_at       BIGINT        NOT NULL,
    recorded_at       BIGINT        NOT NULL,
    PRIMARY KEY (merchant_order_id, seq),
    CONSTRAINT uq_order_event_key UNIQUE (merchant_order_id, actor_id, idempotency_key),
    CONSTRAINT fk_order_event_merchant_order FOREIGN KEY (merchant_order_id) REFERENCES merchant_order (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- One attempt to take the money of a prepaid order. Its id is the provider's idempotency key.
CREATE TABLE payment (
    id              BIGINT       NOT NULL,
    order_id        BIGINT       NOT NULL,
    status          VARCHAR(10)  NOT NULL,
    amount          BIGINT       NOT NULL,
    currency        CHAR(3)      NOT NULL,
    idempotency_key VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    request_hash    BINARY(32)   NOT NULL,
    -- NULL unless undecided, so the unique key below allows one undecided attempt for each order.
    pending_of      BIGINT GENERATED ALWAYS AS (CASE WHEN status = 'PENDING' THEN order_id END) STORED,
    created_at      BIGINT       NOT NULL,
    decided_at      BIGINT       NULL,
    PRIMARY KEY (id),
    CONSTRAINT uq_payment_key UNIQUE (order_id, idempotency_key),
    CONSTRAINT uq_payment_pending UNIQUE (pending_of),
    KEY ix_payment_status (status, created_at),
    CONSTRAINT fk_payment_order FOREIGN KEY (order_id) REFERENCES orders (id),
    CONSTRAINT ck_payment_status CHECK (status IN ('PENDING', 'CAPTURED', 'DECLINED')),
    CONSTRAINT ck_payment_amount CHECK (amount BETWEEN 0 AND 9007199254740991)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Money that has to go back: written with its cause, once for each cause, carried out afterwards and repeated until the provider answers.
CREATE TABLE refund (
    id                BIGINT      NOT NULL,
    payment_id        BIGINT      NOT NULL,
    order_id          BIGINT      NOT NULL,
    merchant_order_id BIGINT      NOT NULL COMMENT '0: a void of the whole attempt',
    kind              VARCHAR(6)  NOT NULL,
    status            VARCHAR(10) NOT NULL,
    amount            BIGINT      NOT NULL,
    attempts          INT         NOT NULL,
    next_try_at       BIGINT      NOT NULL,
    created_at        BIGINT      NOT NULL,
    done_at           BIGINT      NULL,
    PRIMARY KEY (id),
    CONSTRAINT uq_refund_cause UNIQUE (payment_id, merchant_order_id),
    KEY ix_refund_due (status, next_try_at),
    KEY ix_refund_order (order_id, id),
    CONSTRAINT fk_refund_payment FOREIGN KEY (payment_id) REFERENCES payment (id),
    CONSTRAINT ck_refund_kind CHECK (kind IN ('VOID', 'REFUND')),
    CONSTRAINT ck_refund_status CHECK (status IN ('PENDING', 'DONE')),
    CONSTRAINT ck_refund_amount CHECK (amount BETWEEN 0 AND 9007199254740991)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

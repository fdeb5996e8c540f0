-- What is sold (owner: product-war) and how much of it there is (owner: order-war, so that stock and order change in one transaction).

-- A search for "the" finds "the": an index made with InnoDB's stop words finds nothing at all for a search that requires one of them. The
-- setting is remembered with the index.
SET SESSION innodb_ft_enable_stopword = OFF;

CREATE TABLE product (
    id             BIGINT        NOT NULL,
    merchant_id    BIGINT        NOT NULL,
    sku            VARCHAR(64)   NOT NULL,
    name           VARCHAR(200)  CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
    description    VARCHAR(4000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NULL,
    category       VARCHAR(100)  NOT NULL,
    price_amount   BIGINT        NOT NULL COMMENT 'minor units of the currency',
    price_currency CHAR(3)       NOT NULL COMMENT 'ISO 4217',
    status         VARCHAR(8)    NOT NULL,
    image_url      VARCHAR(2000) NULL,
    version        BIGINT        NOT NULL,
    created_at     BIGINT        NOT NULL,
    updated_at     BIGINT        NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT uq_product_sku UNIQUE (merchant_id, sku),
    -- One for each order of each list that people page through: the next page is read from where the last one ended.
    KEY ix_product_created (status, id),
    KEY ix_product_name (status, name, id),
    KEY ix_product_price (status, price_currency, price_amount, id),
    KEY ix_product_category (status, category, id),
    KEY ix_product_category_price (status, category, price_currency, price_amount, id),
    KEY ix_product_merchant (merchant_id, status, id),
    -- A merchant's own: drafts and active ones in one order.
    KEY ix_product_own (merchant_id, id),
    FULLTEXT KEY ft_product_text (name, description),
    CONSTRAINT fk_product_merchant FOREIGN KEY (merchant_id) REFERENCES account (id),
    CONSTRAINT ck_product_price CHECK (price_amount BETWEEN 0 AND 9007199254740991),
    CONSTRAINT ck_product_status CHECK (status IN ('ACTIVE', 'DRAFT', 'ARCHIVED'))
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

SET SESSION innodb_ft_enable_stopword = DEFAULT;

-- The row that placing an order locks. No foreign key to it from anything that placing an order inserts.
CREATE TABLE stock (
    product_id BIGINT NOT NULL,
    on_hand    BIGINT NOT NULL,
    reserved   BIGINT NOT NULL,
    PRIMARY KEY (product_id),
    CONSTRAINT fk_stock_product FOREIGN KEY (product_id) REFERENCES product (id),
    CONSTRAINT ck_stock_never_oversold CHECK (reserved >= 0 AND reserved <= on_hand),
    CONSTRAINT ck_stock_on_hand CHECK (on_hand BETWEEN 0 AND 1000000000)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Every change of on_hand; append-only. Its sum for a product is the product's on_hand.
CREATE TABLE stock_ledger (
    id                BIGINT       NOT NULL,
    product_id        BIGINT       NOT NULL,
    delta             BIGINT       NOT NULL,
    kind              VARCHAR(12)  NOT NULL,
    reason            VARCHAR(500) NULL,
    merchant_order_id BIGINT       NULL,
    actor_id          BIGINT       NULL,
    idempotency_key   VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NULL,
    request_hash      BINARY(32)   NULL,
    created_at        BIGINT       NOT NULL,
    PRIMARY KEY (id),
    KEY ix_stock_ledger_product (product_id, id),
    -- An adjustment's key belongs to caller and path; a NULL key (initial stock, shipment, return) is never equal to another.
    CONSTRAINT uq_stock_ledger_key UNIQUE (actor_id, product_id, idempotency_key),
    -- A shipment or a return of one merchant order moves a product's stock once.
    CONSTRAINT uq_stock_ledger_cause UNIQUE (merchant_order_id, product_id, kind),
    CONSTRAINT ck_stock_ledger_kind CHECK (kind IN ('INITIAL', 'ADJUSTMENT', 'SHIPMENT', 'RETURN'))
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

package dev.pesto.order.stock.entity;

import dev.pesto.commons.problem.RefusalType;
import java.util.Locale;

/** The refusals of stock. */
public enum StockRefusal implements RefusalType {
    STOCK_RESERVED(409, "More is promised than would be left");

    private final int status;
    private final String title;

    StockRefusal(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public int status() {
        return status;
    }
}

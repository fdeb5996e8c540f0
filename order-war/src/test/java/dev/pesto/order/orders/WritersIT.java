package dev.pesto.order.orders;

import static dev.pesto.order.OrderApi.post;
import static dev.pesto.order.OrderApi.shown;
import static dev.pesto.order.orders.Market.key;
import static dev.pesto.order.orders.Market.line;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pesto.order.HeldRow;
import dev.pesto.order.LawsHold;
import dev.pesto.order.OrderApi.Person;
import dev.pesto.order.OrderRows;
import dev.pesto.order.WaitingLine;
import dev.pesto.order.orders.entity.OrderStatus;
import dev.pesto.order.settlement.entity.PaymentMethod;
import dev.pesto.sql.testing.OnPayara;
import dev.pesto.sql.testing.Server;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two who change the same at once. Both wait for the row before either has it, once in this order and once in the other. */
@OnPayara
class WritersIT {

    private Market market;
    private Market.Buyer buyer;
    private Person merchant;
    private Person other;

    @BeforeEach
    void open() throws Exception {
        market = new Market();
        buyer = market.buyer();
        merchant = market.merchant();
        other = market.merchant();
    }

    @AfterEach
    void close() throws Exception {
        market.close();
        LawsHold.now();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("R9, F4 the buyer's cancellation against a merchant's packing: all parts are cancelled or none")
    void cancellationAgainstPacking(boolean inThisOrder) throws Exception {
        OrderRows.Placed order = order(OrderStatus.ACCEPTED, merchant, other);

        List<Server.Answer> answers = atOnce(
                HeldRow.ofOrder(order.id()),
                inThisOrder,
                () -> post(buyer.person(), path(order, "cancellation"), null),
                () -> post(merchant, path(order.part(), "packing"), null));

        boolean cancelled = answers.get(0).status() == 201;
        assertThat(answers).extracting(Server.Answer::status).containsExactlyInAnyOrder(201, 409);
        assertThat(answers)
                .filteredOn(a -> a.status() == 409)
                .extracting(Server.Answer::code)
                .containsOnly("invalid_transition");
        assertThat(status(order)).isEqualTo(cancelled ? "CANCELLED" : "ACCEPTED");
        assertThat(statuses(order)).isEqualTo(cancelled ? "CANCELLED CANCELLED" : "PACKED ACCEPTED");
        for (OrderRows.Part part : order.parts()) {
            assertThat(stock(part)).isEqualTo(cancelled ? "10/0" : "10/2");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("R9, F4 an ADMIN's cancellation against shipment: the goods are gone or the money goes back, not both")
    void cancellationAgainstShipment(boolean inThisOrder) throws Exception {
        OrderRows.Placed order = order(OrderStatus.PACKED, merchant);

        List<Server.Answer> answers = atOnce(
                HeldRow.ofOrder(order.id()),
                inThisOrder,
                () -> post(Person.admin(), path(order, "cancellation"), null),
                () -> ship(merchant, order.part()));

        boolean cancelled = answers.get(0).status() == 201;
        assertThat(answers).extracting(Server.Answer::status).containsExactlyInAnyOrder(201, 409);
        assertThat(status(order)).isEqualTo(cancelled ? "CANCELLED" : "SHIPPED");
        assertThat(stock(order.part())).isEqualTo(cancelled ? "10/0" : "8/0");
        assertThat(refunds(order)).isEqualTo(cancelled ? "200" : "0");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("R10 a new address against packing: the parcel goes where the answer to its packing says")
    void revisionAgainstPacking(boolean inThisOrder) throws Exception {
        OrderRows.Placed order = order(OrderStatus.ACCEPTED, merchant);
        long hill = market.address(buyer.person().id(), "7 Hill View");

        List<Server.Answer> answers = atOnce(
                HeldRow.ofOrder(order.id()),
                inThisOrder,
                () -> Server.request("PATCH", "/api/v1/" + path(order, ""))
                        .as(shown(buyer.person().id()), "BUYER")
                        .header("If-Match", "\"1\"")
                        .json("{\"addressId\":\"" + shown(hill) + "\"}")
                        .send(),
                () -> post(merchant, path(order.part(), "packing"), null));

        Server.Answer revised = answers.get(0);
        Server.Answer packed = answers.get(1);
        assertThat(packed.status()).as(packed.text()).isEqualTo(201);
        assertThat(revised.status()).as(revised.text()).isIn(200, 412);
        String street = revised.status() == 200 ? "7 Hill View" : "B";
        assertThat(packed.json().at("/shippingAddress/line1").asText()).isEqualTo(street);
        assertThat(market.rows.value("SELECT address_line1 FROM orders WHERE id = ?", order.id()))
                .isEqualTo(street);
        assertThat(status(order)).isEqualTo("PACKED");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("R7, F4 one merchant ships while the other gives up: both do, and the order is what is left of it")
    void twoMerchants(boolean inThisOrder) throws Exception {
        OrderRows.Placed order = order(OrderStatus.PACKED, merchant, other);
        OrderRows.Part shipped = order.parts().get(0);
        OrderRows.Part given = order.parts().get(1);

        List<Server.Answer> answers = atOnce(
                HeldRow.ofOrder(order.id()),
                inThisOrder,
                () -> ship(merchant, shipped),
                () -> post(other, path(given, "cancellation"), "{\"reason\":\"broken\"}"));

        assertThat(answers).extracting(Server.Answer::status).containsOnly(201);
        assertThat(statuses(order)).isEqualTo("SHIPPED CANCELLED");
        assertThat(status(order)).isEqualTo("SHIPPED");
        assertThat(stock(shipped)).isEqualTo("8/0");
        assertThat(stock(given)).isEqualTo("10/0");
        assertThat(refunds(order)).isEqualTo("200");
        assertThat(market.rows.value("SELECT version FROM orders WHERE id = ?", order.id()))
                .satisfies(version -> assertThat(Integer.parseInt(version)).isGreaterThanOrEqualTo(3));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName(
            "K1, R3 a write-off against an order for the same units: one of them, and nothing is promised that is not there")
    void adjustmentAgainstReservation(boolean inThisOrder) throws Exception {
        long lamp = market.product(merchant, 10);

        List<Server.Answer> answers = atOnce(
                HeldRow.ofStock(lamp),
                inThisOrder,
                () -> post(
                        merchant,
                        "stock/" + shown(lamp) + "/adjustments",
                        "{\"delta\":-6,\"reason\":\"broken\"}",
                        key()),
                () -> Market.order(buyer, key(), line(lamp, 6)));

        boolean writtenOff = answers.get(0).status() == 201;
        assertThat(answers).extracting(Server.Answer::status).containsExactlyInAnyOrder(201, 409);
        assertThat(answers)
                .filteredOn(a -> a.status() == 409)
                .extracting(Server.Answer::code)
                .containsOnly(writtenOff ? "out_of_stock" : "stock_reserved");
        assertThat(market.stock("on_hand", lamp)).isEqualTo(writtenOff ? 4 : 10);
        assertThat(market.stock("reserved", lamp)).isEqualTo(writtenOff ? 0 : 6);
    }

    @SafeVarargs
    private List<Server.Answer> atOnce(HeldRow held, boolean inThisOrder, Supplier<Server.Answer>... two)
            throws Exception {
        try (WaitingLine line = WaitingLine.behind(held, market.rows)) {
            line.join(two[inThisOrder ? 0 : 1]);
            line.join(two[inThisOrder ? 1 : 0]);
            List<Server.Answer> answers = line.letGo();
            return inThisOrder ? answers : List.of(answers.get(1), answers.get(0));
        }
    }

    private OrderRows.Placed order(OrderStatus status, Person... merchants) throws Exception {
        long[] ids = new long[merchants.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = merchants[i].id();
        }
        return market.rows.order(
                PaymentMethod.CARD, "tok_ok", status, buyer.person().id(), ids);
    }

    private static Server.Answer ship(Person merchant, OrderRows.Part part) {
        return post(merchant, path(part, "shipment"), "{\"carrier\":\"Post\"}");
    }

    private String status(OrderRows.Placed order) throws Exception {
        return market.rows.value("SELECT status FROM orders WHERE id = ?", order.id());
    }

    private String statuses(OrderRows.Placed order) throws Exception {
        return market.rows.value(
                "SELECT GROUP_CONCAT(status ORDER BY id SEPARATOR ' ') FROM merchant_order WHERE order_id = ?",
                order.id());
    }

    private String stock(OrderRows.Part part) throws Exception {
        return market.rows.value(
                "SELECT CONCAT(on_hand, '/', reserved) FROM stock WHERE product_id = ?", part.product());
    }

    private String refunds(OrderRows.Placed order) throws Exception {
        return market.rows.value("SELECT COALESCE(SUM(amount), 0) FROM refund WHERE order_id = ?", order.id());
    }

    private static String path(OrderRows.Placed order, String rest) {
        return "orders/" + shown(order.id()) + (rest.isEmpty() ? "" : "/" + rest);
    }

    private static String path(OrderRows.Part part, String step) {
        return "merchant-orders/" + shown(part.id()) + "/" + step;
    }
}

package dev.pesto.order.orders.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/** Where an order goes: a copy of the buyer's address, so that later edits of it change no order. */
@Embeddable
public class ShippingAddress {

    @Column(name = "address_id")
    private long id;

    @Column(name = "address_name")
    private String name;

    @Column(name = "address_line1")
    private String line1;

    @Column(name = "address_line2")
    private String line2;

    @Column(name = "address_landmark")
    private String landmark;

    @Column(name = "address_city")
    private String city;

    @Column(name = "address_state")
    private String state;

    @Column(name = "address_postal_code")
    private String postalCode;

    @Column(name = "address_country")
    private String country;

    @Column(name = "address_phone")
    private String phone;

    protected ShippingAddress() {}

    public ShippingAddress(
            long id,
            String name,
            String line1,
            String line2,
            String landmark,
            String city,
            String state,
            String postalCode,
            String country,
            String phone) {
        this.id = id;
        this.name = name;
        this.line1 = line1;
        this.line2 = line2;
        this.landmark = landmark;
        this.city = city;
        this.state = state;
        this.postalCode = postalCode;
        this.country = country;
        this.phone = phone;
    }

    public long id() {
        return id;
    }

    public String name() {
        return name;
    }

    public String line1() {
        return line1;
    }

    public String line2() {
        return line2;
    }

    public String landmark() {
        return landmark;
    }

    public String city() {
        return city;
    }

    public String state() {
        return state;
    }

    public String postalCode() {
        return postalCode;
    }

    public String country() {
        return country;
    }

    public String phone() {
        return phone;
    }
}

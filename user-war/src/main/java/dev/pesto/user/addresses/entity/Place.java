package dev.pesto.user.addresses.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/** Where and to whom. */
@Embeddable
public class Place {

    private String name;

    private String line1;

    private String line2;

    private String landmark;

    private String city;

    private String state;

    @Column(name = "postal_code")
    private String postalCode;

    private String country;

    private String phone;

    protected Place() {}

    public Place(
            String name,
            String line1,
            String line2,
            String landmark,
            String city,
            String state,
            String postalCode,
            String country,
            String phone) {
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

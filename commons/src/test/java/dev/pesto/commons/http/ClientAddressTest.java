package dev.pesto.commons.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {

    @ParameterizedTest
    @DisplayName("a network is an IPv4 address, or the /64 of an IPv6 address, however it is written")
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "::ffff:192.0.2.1, 192.0.2.1",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2:0:0:0:0/64",
        "2001:DB8:1:2::, 2001:db8:1:2:0:0:0:0/64",
        "::1, 0:0:0:0:0:0:0:0/64"
    })
    void networks(String address, String network) {
        assertThat(ClientAddress.network(address)).isEqualTo(network);
    }

    @ParameterizedTest
    @DisplayName("what is no address is never looked up by its name")
    @ValueSource(strings = {"cafe.de", "fade", "1.2.3", "300.1.1.1", "::1::", "", "localhost", "2001:db8::1%eth0"})
    void unknown(String address) {
        assertThat(ClientAddress.network(address)).isEqualTo("unknown");
    }
}

package dev.pesto.balancer.routing.entity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {

    @ParameterizedTest
    @DisplayName("R1 odd paths are refused")
    @ValueSource(
            strings = {
                "",
                "api",
                "//",
                "/a//b",
                "/a/./b",
                "/a/../b",
                "/..",
                "/a/.",
                "/a/%2e/b",
                "/a/%2E%2e",
                "/...",
                "/a/.%2e../b",
                "/a/.%2e/b",
                "/a%2Fb",
                "/a%2fb",
                "/a%5Cb",
                "/a\\b",
                "/a;b",
                "/;",
                "/a%00",
                "/j_security_check",
                "/api/v1/products/j_security_check",
                "/a/%6a_security%5Fcheck",
                "/a%zz",
                "/a%",
                "/a%2",
                "/%C3%28",
                "/%C3/%A9",
                "/%A9",
                "/%ED%A0%80",
                "/%C0%AE",
                "/a%FF",
                "/a b",
                "/a\u00e9"
            })
    void odd(String path) {
        assertThat(RequestPath.isOdd(path)).isTrue();
    }

    @ParameterizedTest
    @DisplayName("R1 clean paths are not")
    @ValueSource(
            strings = {
                "/",
                "/a",
                "/a/",
                "/a/b.c",
                "/.well-known/jwks.json",
                "/a/..b",
                "/a/b...",
                "/j_security_check/a",
                "/a_j_security_check",
                "/a%20b",
                "/a%25",
                "/%C3%A9",
                "/%F0%9F%8C%BF/%e2%82%ac"
            })
    void clean(String path) {
        assertThat(RequestPath.isOdd(path)).isFalse();
    }
}

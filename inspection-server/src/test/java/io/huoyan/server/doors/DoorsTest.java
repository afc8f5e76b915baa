package io.huoyan.server.doors;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoorsTest {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1", "localhost"})
    void loopbackIsOpenWithoutMoreAdo(String host) {
        assertThatCode(() -> Doors.check("gRPC", host, false, false)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "", "192.0.2.1"})
    void anyOtherAddressNeedsBothTlsAndAuthentication(String host) {
        assertThatThrownBy(() -> Doors.check("gRPC", host, false, false))
                .isInstanceOf(Doors.ClosedDoorException.class)
                .hasMessage("gRPC does not listen on '" + host
                        + "': without TLS and authentication only loopback (127.0.0.1, ::1, localhost) is allowed;"
                        + " configure TLS and authentication or listen on loopback");
        assertThatThrownBy(() -> Doors.check("gRPC", host, true, false))
                .hasMessageContaining("without authentication only loopback");
        assertThatThrownBy(() -> Doors.check("gRPC", host, false, true))
                .hasMessageContaining("without TLS only loopback");
        assertThatCode(() -> Doors.check("gRPC", host, true, true)).doesNotThrowAnyException();
    }
}

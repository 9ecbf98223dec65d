package io.deltatape.contract.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MalformedLogTest {
    @Test
    void onlyTheFirstOfABurstIsLogged() {
        var log = new MalformedLog("record ignored");

        assertThat(log.report("t", 0, 1, "k", "r", 0)).isTrue();
        assertThat(log.report("t", 0, 2, "k", "r", MalformedLog.QUIET_US - 1)).isFalse();
        assertThat(log.report("t", 0, 3, "k\n", "r\r\n", MalformedLog.QUIET_US)).isTrue();
    }
}

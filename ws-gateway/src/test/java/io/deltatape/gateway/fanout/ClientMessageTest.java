package io.deltatape.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClientMessageTest {
    private static final String HEARTBEAT = "{\"type\":\"heartbeat\",\"more\":{\"type\":[1,2]}}";

    private final JsonFactory factory = new JsonFactory();

    @Test
    void heartbeatIsUnderstoodWhateverElseItSays() {
        assertThat(ClientMessage.parse(factory, HEARTBEAT)).isEqualTo(new ClientMessage.Heartbeat());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "heartbeat", "[]", "null", "{}", "{\"type\":1}", "{\"type\":\"heartbeat\"} {}", "{\"type\""})
    void anythingElseIsBad(String text) {
        assertThat(ClientMessage.parse(factory, text)).isInstanceOf(ClientMessage.Bad.class);
    }

    @Test
    void noTextMakesItThrow() {
        long seed = 99;
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder(HEARTBEAT);
            for (int n = random.nextInt(6); n >= 0; n--) {
                text.setCharAt(
                        random.nextInt(text.length()), (char) random.nextInt(random.nextBoolean() ? 128 : 65_536));
            }
            assertThat(ClientMessage.parse(factory, text.toString()))
                    .as("seed %d, %s", seed, text)
                    .isNotNull();
        }
    }
}

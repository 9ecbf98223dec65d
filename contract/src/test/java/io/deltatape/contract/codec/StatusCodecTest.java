package io.deltatape.contract.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.contract.ComponentStatus;
import io.deltatape.contract.StatusRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StatusCodecTest {
    private final StatusCodec codec = new StatusCodec();

    private static ComponentStatus status(SplittableRandom random) {
        var problems = new ArrayList<ComponentStatus.Problem>();
        for (int i = random.nextInt(4); i > 0; i--) {
            problems.add(new ComponentStatus.Problem(
                    "file_unreadable",
                    "D:\\data\\\"x\"" + random.nextInt(),
                    "größer als erwartet: " + random.nextInt()));
        }
        var figures = new HashMap<String, Long>();
        for (int i = random.nextInt(30); i > 0; i--) {
            figures.put("figure_" + random.nextInt(50), random.nextLong());
        }
        boolean isClockKnown = random.nextBoolean();
        return new ComponentStatus(
                "bridge",
                "bridge",
                random.nextLong(0, Long.MAX_VALUE),
                random.nextLong(0, Long.MAX_VALUE),
                problems,
                figures,
                isClockKnown ? random.nextLong() : 0,
                isClockKnown ? random.nextLong(0, 1_000_000) : -1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void decodingWhatWasEncodedGivesTheSame(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 1_000; i++) {
            ComponentStatus status = status(random);
            assertThat(codec.decode("bridge", codec.encode(status)))
                    .as("seed %d", seed)
                    .isEqualTo(status);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void bytesThatAreNoStatusAreToldAndNeverThrown(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = codec.encode(status(random));
            for (int change = random.nextInt(4); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            if (codec.decode("bridge", bytes) instanceof StatusRecord.Malformed malformed) {
                assertThat(malformed.reason()).as("seed %d", seed).isNotBlank();
            }
        }
    }

    @Test
    void theFormIsAsTheProtocolSays() {
        var status = new ComponentStatus(
                "bridge",
                "bridge",
                2,
                1,
                List.of(new ComponentStatus.Problem("folder_lost", "D:/x", "gone")),
                Map.of("files", 12L),
                -1_500,
                700);

        assertThat(new String(codec.encode(status), StandardCharsets.UTF_8))
                .isEqualTo("{\"id\":\"bridge\",\"kind\":\"bridge\",\"t\":2,\"started\":1,\"problems\":[{\"code\":"
                        + "\"folder_lost\",\"subject\":\"D:/x\",\"message\":\"gone\"}],\"figures\":{\"files\":12},"
                        + "\"clock\":[-1500,700]}");
        assertThat(status.isHealthy()).isFalse();
    }

    @Test
    void aRecordUnderAnotherKeyIsMalformed() {
        byte[] bytes = codec.encode(status(new SplittableRandom(9)));

        assertThat(codec.decode("other", bytes)).isInstanceOf(StatusRecord.Malformed.class);
    }
}

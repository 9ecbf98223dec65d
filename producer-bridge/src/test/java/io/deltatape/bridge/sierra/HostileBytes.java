package io.deltatape.bridge.sierra;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/// Damages bytes in seeded ways: flips, cuts, repeats, and what is awkward for a parser put anywhere.
record HostileBytes(Random random) {
    private static final String[] AWKWARD = {
        "9".repeat(400),
        "1e999999999",
        "-",
        "\"",
        "{",
        "[".repeat(3_000),
        "\0\0\0\0",
        "\r\n\r\n",
        ",,,,,",
        "\t",
        "NaN",
        "-1.99900095e+37",
        "0.0000000000000000000000000001",
        "99999/99/99",
        "24:00:00",
        ";",
        "\u00ff\u00fe",
        "1970/1/1"
    };

    byte[] mutate(byte[] good) {
        byte[] bytes = good;
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            bytes = once(bytes);
        }
        return bytes;
    }

    private byte[] once(byte[] bytes) {
        int at = random.nextInt(bytes.length + 1);
        int end = at + random.nextInt(bytes.length - at + 1);
        byte[] awkward = AWKWARD[random.nextInt(AWKWARD.length)].getBytes(StandardCharsets.ISO_8859_1);
        return switch (random.nextInt(5)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> splice(bytes, at, Math.min(end, at + 1), new byte[] {(byte) random.nextInt()});
            case 2 -> splice(bytes, at, Math.min(end, at + random.nextInt(8)), awkward);
            case 3 -> splice(bytes, at, end, new byte[0]);
            default -> splice(bytes, end, end, Arrays.copyOfRange(bytes, at, end));
        };
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] between) {
        var all = new ByteArrayOutputStream();
        all.write(bytes, 0, from);
        all.writeBytes(between);
        all.write(bytes, to, bytes.length - to);
        return all.toByteArray();
    }
}

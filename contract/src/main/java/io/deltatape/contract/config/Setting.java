package io.deltatape.contract.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One key of the configuration: its name, its default as text, what it means, and how its text is read.
///
/// Immutable. A parser refuses a text by an [IllegalArgumentException] whose message says what was expected.
public record Setting<T>(String key, String defaultText, String meaning, Function<String, T> parser) {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,15})\\s*(us|ms|s|m|h|d)");
    private static final Map<String, Long> NANOS_OF = Map.of(
            "us",
            1_000L,
            "ms",
            1_000_000L,
            "s",
            1_000_000_000L,
            "m",
            60_000_000_000L,
            "h",
            3_600_000_000_000L,
            "d",
            86_400_000_000_000L);

    public static Setting<String> text(String key, String defaultText, String meaning) {
        return new Setting<>(key, defaultText, meaning, text -> text);
    }

    public static Setting<Integer> integer(String key, int defaultValue, int min, int max, String meaning) {
        return new Setting<>(key, Integer.toString(defaultValue), meaning, text -> {
            int value = parse(text, Integer::parseInt, "a whole number");
            return check(value, value >= min && value <= max, min + " to " + max);
        });
    }

    public static Setting<Boolean> flag(String key, String defaultText, String meaning) {
        return new Setting<>(
                key,
                defaultText,
                meaning,
                text -> check(
                        text.strip().equals("true"),
                        text.strip().equals("true") || text.strip().equals("false"),
                        "true or false"));
    }

    /// A duration such as 2ms, 500us, 30s, 5m.
    public static Setting<Duration> duration(String key, String defaultText, String meaning) {
        return new Setting<>(key, defaultText, meaning, Setting::parseDuration);
    }

    public static Setting<Path> path(String key, String defaultText, String meaning) {
        return new Setting<>(key, defaultText, meaning, text -> parse(text, Path::of, "a path"));
    }

    /// Names separated by commas; empty gives an empty list.
    public static Setting<List<String>> list(String key, String defaultText, String meaning) {
        return new Setting<>(
                key,
                defaultText,
                meaning,
                text -> Arrays.stream(text.split(",", -1))
                        .map(String::strip)
                        .filter(s -> !s.isEmpty())
                        .toList());
    }

    /// Pairs `name=value`, separated by commas.
    public static Setting<Map<String, String>> map(String key, String defaultText, String meaning) {
        return new Setting<>(key, defaultText, meaning, text -> {
            var map = new TreeMap<String, String>();
            for (String pair : text.split(",", -1)) {
                int equals = pair.indexOf('=');
                if (!pair.isBlank()) {
                    check(pair, equals > 0, "name=value, separated by commas");
                    map.put(
                            pair.substring(0, equals).strip(),
                            pair.substring(equals + 1).strip());
                }
            }
            return Map.copyOf(map);
        });
    }

    public static <E extends Enum<E>> Setting<E> choice(String key, E defaultValue, Class<E> type, String meaning) {
        String choices = String.join(
                ", ",
                Arrays.stream(type.getEnumConstants()).map(Setting::choiceText).toList());
        return new Setting<>(
                key,
                choiceText(defaultValue),
                meaning,
                text -> Arrays.stream(type.getEnumConstants())
                        .filter(e -> choiceText(e).equals(text.strip().toLowerCase(Locale.ROOT)))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("one of " + choices)));
    }

    /// An absolute address such as http://localhost:8765.
    public static Setting<URI> uri(String key, String defaultText, String meaning) {
        return new Setting<>(key, defaultText, meaning, text -> parse(text, URI::create, "an address"));
    }

    private static String choiceText(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static Duration parseDuration(String text) {
        Matcher matcher = DURATION.matcher(text.strip());
        if (text.strip().equals("0")) {
            return Duration.ZERO;
        }
        check(text, matcher.matches(), "a number and a unit of us, ms, s, m, h, d");
        return parse(
                text,
                t -> Duration.ofNanos(Math.multiplyExact(
                        Long.parseLong(matcher.group(1)), NANOS_OF.getOrDefault(matcher.group(2), 1L))),
                "a duration that fits into 64 bits of nanoseconds");
    }

    private static <T> T parse(String text, Function<String, T> parser, String expected) {
        try {
            return parser.apply(text.strip());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException(expected, e);
        }
    }

    private static <T> T check(T value, boolean fits, String expected) {
        if (!fits) {
            throw new IllegalArgumentException(expected);
        }
        return value;
    }
}

package io.deltatape.contract.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingTest {
    private enum Colour {
        RED,
        BLUE
    }

    private static <T> T read(Setting<T> setting, String text) {
        return setting.parser().apply(text);
    }

    private static void assertRefused(Setting<?> setting, String text, String expected) {
        assertThatThrownBy(() -> read(setting, text))
                .as("\"%s\"", text)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "500us, PT0.0005S",
        "2ms, PT0.002S",
        "30s, PT30S",
        "5m, PT5M",
        "24h, PT24H",
        "2d, PT48H",
        "0, PT0S",
        "' 7 s ', PT7S"
    })
    void durationsHaveAUnit(String text, Duration expected) {
        assertThat(read(Setting.duration("k", "1s", "m"), text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "-5s", "1.5s", "s", "5 weeks", "5S", "999999999999999d", "1e3s"})
    void aDurationWithoutUnitOrBeyond64BitsOfNanosecondsIsRefused(String text) {
        assertRefused(Setting.duration("k", "1s", "m"), text, "");
    }

    @Test
    void wholeNumbersStayWithinTheirRange() {
        Setting<Integer> setting = Setting.integer("k", 5, 1, 1000, "m");

        assertThat(List.of(read(setting, "1"), read(setting, "1000"), read(setting, " 7 ")))
                .containsExactly(1, 1000, 7);
        for (String text : List.of("0", "1001", "-1")) {
            assertRefused(setting, text, "1 to 1000");
        }
        for (String text : List.of("", "1.5", "9999999999", "0x1")) {
            assertRefused(setting, text, "a whole number");
        }
    }

    @Test
    void aFlagIsTrueOrFalse() {
        Setting<Boolean> setting = Setting.flag("k", "false", "m");

        assertThat(read(setting, "true")).isTrue();
        assertThat(read(setting, "false "))
                .as("a blank at a line's end cannot be seen")
                .isFalse();
        assertRefused(setting, "yes", "true or false");
    }

    @Test
    void listsAndMapsAreSeparatedByCommas() {
        Setting<List<String>> list = Setting.list("k", "", "m");
        Setting<Map<String, String>> map = Setting.map("k", "", "m");

        assertThat(read(list, " a, b ,,c")).containsExactly("a", "b", "c");
        assertThat(read(list, "")).isEmpty();
        assertThat(read(map, "CL=.01, NG = .001,,X=a=b")).isEqualTo(Map.of("CL", ".01", "NG", ".001", "X", "a=b"));
        assertThat(read(map, "")).isEmpty();
        assertRefused(map, "a=1,b", "name=value");
        assertRefused(map, "=1", "name=value");
    }

    @Test
    void aChoiceIsOneOfItsNamesInAnyCase() {
        Setting<Colour> setting = Setting.choice("k", Colour.RED, Colour.class, "m");

        assertThat(setting.defaultText()).isEqualTo("red");
        assertThat(List.of(read(setting, "blue"), read(setting, "RED "))).containsExactly(Colour.BLUE, Colour.RED);
        assertRefused(setting, "green", "one of red, blue");
    }

    @Test
    void pathsAndAddressesAreParsed() {
        assertThat(read(Setting.path("k", "", "m"), "/data")).isEqualTo(Path.of("/data"));
        assertThat(read(Setting.uri("k", "", "m"), "http://localhost:8765/x"))
                .isEqualTo(URI.create("http://localhost:8765/x"));
        assertRefused(Setting.path("k", "", "m"), "a\0b", "a path");
        assertRefused(Setting.uri("k", "", "m"), "http://a b", "an address");
    }
}

package io.deltatape.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deltatape.bridge.instruments.Instruments;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.config.Setting;
import io.deltatape.contract.config.Settings;
import io.deltatape.contract.config.SettingsException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BridgeConfigTest {
    private static BridgeConfig config(Map<String, String> given) {
        Settings settings = Settings.of(Map.of(), given);
        BridgeConfig config = BridgeConfig.from(settings);
        settings.throwIfProblems();
        return config;
    }

    @Test
    void allButTheFolderHasADefault() {
        BridgeConfig config = BridgeConfig.of(Path.of("data"));

        assertThat(config)
                .isEqualTo(new BridgeConfig(
                        Path.of("data"),
                        Set.of(),
                        Map.of(),
                        Map.of(),
                        "bridge",
                        Duration.ZERO,
                        Duration.ofMillis(2),
                        Duration.ofMillis(5),
                        Duration.ofSeconds(1),
                        Instruments.builtIn()));
        assertThat(BridgeConfig.KEYS).extracting(Setting::key).hasSize(15).doesNotHaveDuplicates();
    }

    @Test
    void everyKeyIsRead() {
        BridgeConfig config = config(Map.of(
                "bridge.directory", "x",
                "bridge.symbols", "CLZ26, NQZ26-CME",
                "bridge.aliases", "F.US.CLEZ26=CLZ26",
                "bridge.multipliers", "CLZ26=0.01",
                "bridge.id", "office",
                "bridge.debounce.first", "1ms",
                "bridge.debounce.quiet", "3ms",
                "bridge.debounce.bound", "9ms",
                "bridge.canary.interval", "500ms"));

        assertThat(config)
                .isEqualTo(new BridgeConfig(
                        Path.of("x"),
                        Set.of(new Symbol("CLZ26"), new Symbol("NQZ26-CME")),
                        Map.of("F.US.CLEZ26", new Symbol("CLZ26")),
                        Map.of(new Symbol("CLZ26"), new BigDecimal("0.01")),
                        "office",
                        Duration.ofMillis(1),
                        Duration.ofMillis(3),
                        Duration.ofMillis(9),
                        Duration.ofMillis(500),
                        Instruments.builtIn()));
    }

    @Test
    void allProblemsAreSaidAtOnce() {
        assertThatThrownBy(() -> config(Map.of(
                        "bridge.symbols", "~x",
                        "bridge.aliases", "a=S,b=S",
                        "bridge.multipliers", "CL=0,GC=one,HG=1e99999999",
                        "bridge.id", "a|b",
                        "bridge.debounce.quiet", "9ms",
                        "bridge.canary.interval", "0")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("bridge.directory is not set")
                .hasMessageContaining("bridge.symbols names \"~x\", expected a symbol")
                .hasMessageContaining("bridge.aliases names S for two files")
                .hasMessageContaining("bridge.multipliers gives CL \"0\", expected a decimal number above zero")
                .hasMessageContaining("bridge.multipliers gives GC \"one\"")
                .hasMessageContaining("bridge.multipliers gives HG \"1e99999999\"")
                .hasMessageContaining("bridge.id is \"a|b\"")
                .hasMessageContaining("bridge.debounce.bound is shorter than bridge.debounce.quiet")
                .hasMessageContaining("bridge.canary.interval is zero");
    }

    @Test
    void aFileStandsForTheSymbolOfItsExactNameOrItsAlias() {
        var naming = new FileNaming(config(Map.of(
                "bridge.directory", "x", "bridge.aliases", "F.US.EP=ESZ26", "bridge.symbols", "ESZ26,NQZ26-CME")));

        assertThat(naming.of(Path.of("x/NQZ26-CME.scid"))).isEqualTo(named("NQZ26-CME"));
        assertThat(naming.of(Path.of("x/NQZ26-CME.SCID"))).isEqualTo(named("NQZ26-CME"));
        assertThat(naming.of(Path.of("x/F.US.EP.scid"))).isEqualTo(named("ESZ26"));
        assertThat(naming.of(Path.of("x/NQZ26.scid"))).isEqualTo(new FileNaming.Ignored());
        assertThat(naming.of(Path.of("x/NQZ26-CME.scid.tmp"))).isEqualTo(new FileNaming.Ignored());
        assertThat(naming.of(Path.of("x/~NQ.scid")))
                .isInstanceOfSatisfying(
                        FileNaming.Refused.class,
                        refused -> assertThat(refused.message())
                                .startsWith(
                                        "file x/~NQ.scid: its base name cannot be a symbol, expected 1 to 128 characters"));
        assertThat(naming.of(Path.of("x/.scid"))).isInstanceOf(FileNaming.Refused.class);
    }

    private static FileNaming.Meaning named(String symbol) {
        return new FileNaming.Named(new Symbol(symbol));
    }
}

package io.deltatape.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deltatape.bridge.instruments.Instruments;
import io.deltatape.bridge.market.SourceKind;
import io.deltatape.bridge.publish.TradePublisher;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.config.Setting;
import io.deltatape.contract.config.Settings;
import io.deltatape.contract.config.SettingsException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
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
                        Duration.ofSeconds(30),
                        "127.0.0.1",
                        0,
                        new SourceConfig(
                                Set.of(SourceKind.values()),
                                Path.of("MarketDepthData"),
                                Path.of("ACSILOutput"),
                                10,
                                ZoneId.of("America/New_York"),
                                Duration.ofMillis(25)),
                        new TradeConfig(TradePublisher.Start.SESSION, 10_000),
                        Instruments.builtIn()));
        assertThat(BridgeConfig.KEYS).extracting(Setting::key).hasSize(26).doesNotHaveDuplicates();
    }

    @Test
    void everyKeyIsRead() {
        BridgeConfig config = config(Map.ofEntries(
                Map.entry("bridge.directory", "x"),
                Map.entry("bridge.symbols", "CLZ26, NQZ26-CME"),
                Map.entry("bridge.aliases", "F.US.CLEZ26=CLZ26"),
                Map.entry("bridge.multipliers", "CLZ26=0.01"),
                Map.entry("bridge.id", "office"),
                Map.entry("bridge.debounce.first", "1ms"),
                Map.entry("bridge.debounce.quiet", "3ms"),
                Map.entry("bridge.debounce.bound", "9ms"),
                Map.entry("bridge.canary.interval", "500ms"),
                Map.entry("bridge.start.patience", "9d"),
                Map.entry("bridge.health.address", "::1"),
                Map.entry("bridge.health.port", "8766"),
                Map.entry("bridge.sources", "scid, depth"),
                Map.entry("bridge.depth.directory", "d"),
                Map.entry("bridge.acsil.directory", "a"),
                Map.entry("bridge.depth.levels", "5"),
                Map.entry("bridge.text.zone", "America/Chicago"),
                Map.entry("bridge.probe.interval", "40ms"),
                Map.entry("trades.from", "beginning"),
                Map.entry("trades.window", "9")));

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
                        Duration.ofDays(9),
                        "::1",
                        8766,
                        new SourceConfig(
                                Set.of(SourceKind.SCID, SourceKind.DEPTH),
                                Path.of("d"),
                                Path.of("a"),
                                5,
                                ZoneId.of("America/Chicago"),
                                Duration.ofMillis(40)),
                        new TradeConfig(TradePublisher.Start.BEGINNING, 9),
                        Instruments.builtIn()));
    }

    @Test
    void allProblemsAreSaidAtOnce() {
        assertThatThrownBy(() -> config(Map.of(
                        "bridge.symbols", "~x",
                        "bridge.aliases", "a=S,b=S",
                        "bridge.multipliers", "CL=0,GC=one,HG=1e99999999",
                        "bridge.id", "a|b",
                        "bridge.debounce.first", "7ms",
                        "bridge.debounce.quiet", "9ms",
                        "bridge.sources", "scid,csv",
                        "bridge.probe.interval", "4ms",
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
                .hasMessageContaining("bridge.debounce.bound is shorter than bridge.debounce.first")
                .hasMessageContaining("bridge.sources names \"csv\", expected some of scid,bars,acsil,depth,dly")
                .hasMessageContaining("bridge.probe.interval is 4000 µs, expected 0, or 5ms to 1s")
                .hasMessageContaining("bridge.canary.interval is zero");
    }

    @Test
    void theProbeIntervalHasBounds() {
        for (String good : List.of("0", "5ms", "40ms", "1s")) {
            assertThat(config(Map.of("bridge.directory", "x", "bridge.probe.interval", good)))
                    .isNotNull();
        }
        for (String bad : List.of("4999us", "1001ms", "1h")) {
            assertThatThrownBy(() -> config(Map.of("bridge.directory", "x", "bridge.probe.interval", bad)))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("bridge.probe.interval");
        }
    }

    private static final Collection<Symbol> NONE = List.of();

    @Test
    void aFileStandsForTheSymbolOfItsExactNameOrItsAlias() {
        var naming = new FileNaming(config(Map.of(
                "bridge.directory", "x", "bridge.aliases", "F.US.EP=ESZ26", "bridge.symbols", "ESZ26,NQZ26-CME")));

        for (String name : List.of("NQZ26-CME.scid", "NQZ26-CME.SCID")) {
            Path file = Path.of("x", name);
            assertThat(naming.of(file, NONE)).isEqualTo(named("NQZ26-CME", SourceKind.SCID, file, 0));
        }
        Path aliased = Path.of("x/F.US.EP.scid");
        assertThat(naming.of(aliased, NONE)).isEqualTo(named("ESZ26", SourceKind.SCID, aliased, 0));
        Path other = Path.of("x/NQZ26.scid");
        assertThat(naming.of(other, NONE)).isEqualTo(new FileNaming.Ignored());
        assertThat(naming.of(Path.of("x/NQZ26-CME.scid.tmp"), NONE)).isEqualTo(new FileNaming.Ignored());
        assertThat(naming.of(Path.of("x/~NQ.scid"), NONE))
                .isInstanceOfSatisfying(
                        FileNaming.Refused.class,
                        refused -> assertThat(refused.message())
                                .startsWith(
                                        "file x/~NQ.scid: its base name cannot be a symbol, expected 1 to 128 characters"));
        assertThat(naming.of(Path.of("x/.scid"), NONE)).isInstanceOf(FileNaming.Refused.class);
    }

    @Test
    void folderAndEndingSayTheKind() {
        var naming = new FileNaming(config(Map.of("bridge.directory", "x")));
        Path daily = Path.of("x/SPY.dly");
        assertThat(naming.of(daily, NONE)).isEqualTo(named("SPY", SourceKind.DAILY, daily, 0));
        Path bars = Path.of("x/NQZ26-CME.scid_BarData.txt");
        assertThat(naming.of(bars, NONE)).isEqualTo(named("NQZ26-CME", SourceKind.BARS, bars, 0));
        Path depth = Path.of("x/MarketDepthData/NQZ26-CME.2026-11-24.depth");
        long day = LocalDate.parse("2026-11-24").toEpochDay();
        assertThat(naming.of(depth, NONE)).isEqualTo(named("NQZ26-CME", SourceKind.DEPTH, depth, day));
        assertThat(naming.of(Path.of("x/MarketDepthData/NQZ26-CME.2026-13-24.depth"), NONE))
                .isInstanceOf(FileNaming.Refused.class);
        assertThat(naming.of(Path.of("x/MarketDepthData/NQZ26-CME.scid"), NONE)).isEqualTo(new FileNaming.Ignored());
        assertThat(naming.of(Path.of("x/NQZ26-CME.2026-11-24.depth"), NONE)).isEqualTo(new FileNaming.Ignored());
    }

    @Test
    void jsonStandsForAKnownSymbolOnlyAndForOneAlone() {
        var naming = new FileNaming(config(Map.of("bridge.directory", "x")));
        var known = List.of(new Symbol("NQZ26-CME"), new Symbol("ESZ26.CME"));
        Path json = Path.of("x/ACSILOutput/NQZ26_CME.json");
        for (Path file : List.of(json, Path.of("x/ACSILOutput/NQZ26_CME.json.tmp"))) {
            assertThat(naming.of(file, known)).isEqualTo(named("NQZ26-CME", SourceKind.ACSIL, json, 0));
        }
        assertThat(naming.of(json, NONE)).isEqualTo(new FileNaming.Ignored());
        assertThat(naming.of(Path.of("x/ACSILOutput/trade_commands.json"), known))
                .isEqualTo(new FileNaming.Ignored());
        assertThat(naming.of(json, List.of(new Symbol("NQZ26-CME"), new Symbol("NQZ26_CME"))))
                .isInstanceOf(FileNaming.Refused.class);
    }

    private static FileNaming.Meaning named(String symbol, SourceKind kind, Path path, long day) {
        return new FileNaming.Named(new Symbol(symbol), kind, path, day);
    }
}

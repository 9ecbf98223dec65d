package io.deltatape.bridge;

import io.deltatape.bridge.instruments.Instruments;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.config.Setting;
import io.deltatape.contract.config.Settings;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a bridge is told: the folder, which symbols, how their prices scale, how soon a change is read, and what is
/// known of instruments. Immutable.
///
/// `symbols` empty means all files found; `aliases` maps a file's base name to the symbol it is published as.
public record BridgeConfig(
        Path directory,
        Set<Symbol> symbols,
        Map<String, Symbol> aliases,
        Map<Symbol, BigDecimal> multipliers,
        String id,
        Duration debounceFirst,
        Duration debounceQuiet,
        Duration debounceBound,
        Duration canaryInterval,
        Duration startPatience,
        String healthAddress,
        int healthPort,
        SourceConfig sources,
        TradeConfig trades,
        Instruments instruments) {
    private static final Setting<Path> DIRECTORY =
            Setting.path("bridge.directory", "", "the folder in which Sierra Chart keeps its .scid files");
    private static final Setting<List<String>> SYMBOLS = Setting.list(
            "bridge.symbols", "", "symbols to publish, separated by commas; empty: those of all files found");
    private static final Setting<Map<String, String>> ALIASES = Setting.map(
            "bridge.aliases", "", "FILEBASE=SYMBOL, …: publishes FILEBASE.scid as SYMBOL instead of as FILEBASE");
    private static final Setting<Map<String, String>> MULTIPLIERS = Setting.map(
            "bridge.multipliers",
            "",
            "SYMBOL=decimal, …: the real-time price multiplier of the symbol's chart settings");
    private static final Setting<String> ID =
            Setting.text("bridge.id", "bridge", "names this bridge among others; part of its canaries' names");
    private static final Setting<Duration> FIRST = Setting.duration(
            "bridge.debounce.first", "0ms", "how long the first change of a file after a quiet time waits to be read");
    private static final Setting<Duration> QUIET = Setting.duration(
            "bridge.debounce.quiet", "2ms", "changes that follow each other closer than this are read together");
    private static final Setting<Duration> BOUND = Setting.duration(
            "bridge.debounce.bound", "5ms", "how long at most a change waits for others to be read with");
    private static final Setting<Duration> CANARY =
            Setting.duration("bridge.canary.interval", "1s", "how often a canary runs through each partition");

    private static final Setting<Duration> START = Setting.duration(
            "bridge.start.patience",
            "30s",
            "how long to wait for the folder, and for Kafka, at the start before giving up");

    private static final Setting<String> HEALTH_ADDRESS =
            Setting.text("bridge.health.address", "127.0.0.1", "the address on which health and metrics are served");
    private static final Setting<Integer> HEALTH_PORT = Setting.integer(
            "bridge.health.port", 0, 0, 65_535, "the port on which health and metrics are served; 0 for none");

    /// Every key that [#from] reads.
    public static final List<Setting<?>> KEYS = Stream.of(
                    List.<Setting<?>>of(
                            DIRECTORY,
                            SYMBOLS,
                            ALIASES,
                            MULTIPLIERS,
                            ID,
                            FIRST,
                            QUIET,
                            BOUND,
                            CANARY,
                            START,
                            HEALTH_ADDRESS,
                            HEALTH_PORT),
                    SourceConfig.KEYS,
                    TradeConfig.KEYS,
                    Instruments.KEYS)
            .flatMap(List::stream)
            .toList();

    private static final int ID_LENGTH_MAX = 64;
    private static final Pattern MULTIPLIER = Pattern.compile("\\d{0,9}\\.?\\d{1,9}");

    public BridgeConfig {
        symbols = Set.copyOf(symbols);
        aliases = Map.copyOf(aliases);
        multipliers = Map.copyOf(multipliers);
    }

    /// Defaults for all but the folder: for tests and the one-process run.
    public static BridgeConfig of(Path directory) {
        return from(Settings.of(Map.of(), Map.of(DIRECTORY.key(), directory.toString())));
    }

    /// Reads the settings; what is wrong is kept there as problems.
    public static BridgeConfig from(Settings settings) {
        Path directory = settings.get(DIRECTORY);
        if (directory.toString().isEmpty()) {
            settings.problem(
                    DIRECTORY.key() + " is not set, expected " + DIRECTORY.meaning() + ": set it, or use --data");
        }
        Duration first = settings.get(FIRST);
        Duration quiet = settings.get(QUIET);
        Duration bound = settings.get(BOUND);
        if (bound.compareTo(quiet) < 0) {
            settings.problem(BOUND.key() + " is shorter than " + QUIET.key() + ", expected at least as long");
        }
        if (bound.compareTo(first) < 0) {
            settings.problem(BOUND.key() + " is shorter than " + FIRST.key() + ", expected at least as long");
        }
        Duration canary = settings.get(CANARY);
        if (canary.isZero()) {
            settings.problem(CANARY.key() + " is zero, expected more: " + CANARY.meaning());
        }
        String id = settings.get(ID);
        if (!Symbol.isValid(id) || id.length() > ID_LENGTH_MAX) {
            settings.problem(ID.key() + " is \"" + id + "\", expected 1 to " + ID_LENGTH_MAX
                    + " characters that a symbol may have");
        }
        return new BridgeConfig(
                directory,
                symbols(settings),
                aliases(settings),
                multipliers(settings),
                id,
                first,
                quiet,
                bound,
                canary,
                settings.get(START),
                settings.get(HEALTH_ADDRESS),
                settings.get(HEALTH_PORT),
                SourceConfig.from(settings),
                TradeConfig.from(settings),
                Instruments.from(settings));
    }

    private static Set<Symbol> symbols(Settings settings) {
        var symbols = new HashSet<Symbol>();
        for (String name : settings.get(SYMBOLS)) {
            if (isSymbol(settings, SYMBOLS.key(), name)) {
                symbols.add(new Symbol(name));
            }
        }
        return symbols;
    }

    private static Map<String, Symbol> aliases(Settings settings) {
        var aliases = new HashMap<String, Symbol>();
        settings.get(ALIASES).forEach((base, name) -> {
            if (isSymbol(settings, ALIASES.key(), name)) {
                var symbol = new Symbol(name);
                if (aliases.containsValue(symbol)) {
                    settings.problem(ALIASES.key() + " names " + name + " for two files, expected one: a symbol comes"
                            + " from one file");
                }
                aliases.put(base, symbol);
            }
        });
        return aliases;
    }

    private static Map<Symbol, BigDecimal> multipliers(Settings settings) {
        var multipliers = new HashMap<Symbol, BigDecimal>();
        settings.get(MULTIPLIERS).forEach((name, text) -> {
            if (!isSymbol(settings, MULTIPLIERS.key(), name)) {
                return;
            }
            if (MULTIPLIER.matcher(text).matches() && new BigDecimal(text).signum() > 0) {
                multipliers.put(new Symbol(name), new BigDecimal(text));
            } else {
                settings.problem(MULTIPLIERS.key() + " gives " + name + " \"" + text
                        + "\", expected a decimal number above zero, such as 0.01");
            }
        });
        return multipliers;
    }

    private static boolean isSymbol(Settings settings, String key, String name) {
        boolean fits = Symbol.isValid(name) && !new Symbol(name).isReserved();
        if (!fits) {
            settings.problem(key + " names \"" + name + "\", expected a symbol: characters that a file name may have,"
                    + " and no ~ at the beginning");
        }
        return fits;
    }

    BigDecimal multiplier(Symbol symbol) {
        return multipliers.getOrDefault(symbol, BigDecimal.ONE);
    }
}

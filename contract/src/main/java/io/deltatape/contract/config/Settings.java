package io.deltatape.contract.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The configuration of one process: settings from a properties file, above it the environment (`bridge.directory` is
/// `DELTATAPE_BRIDGE_DIRECTORY`), above that the command line.
///
/// Read each [Setting] once, then call [#throwIfProblems]: every wrong value and unknown key is reported together. A
/// wrong value reads as its default until then. Not thread-safe; used while a process starts.
public final class Settings {
    private static final String ENVIRONMENT_PREFIX = "DELTATAPE_";
    /// Keys under this prefix are Kafka's own client properties and are passed through unread.
    public static final String KAFKA_CLIENT_PREFIX = "kafka.client.";

    private static final String COMMAND_LINE = "command line";
    /// Variables of the launcher and of docker-compose.yml.
    private static final Set<String> OTHER_VARIABLES =
            Set.of("DELTATAPE_JAVA_HOME", "DELTATAPE_JAVA_OPTS", "DELTATAPE_SIERRA");

    private static final Set<String> COMPONENTS = Set.of("bridge", "trades", "delta", "gateway", "client");

    private final Map<String, String> given = new TreeMap<>();
    private final Map<String, String> origin = new TreeMap<>();
    private final Map<String, String> environment;
    private final Set<String> known = new HashSet<>();
    private final Map<String, String> effective = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    private Settings(Map<String, String> environment) {
        this.environment = environment;
    }

    /// The settings of a process: `commandLine` holds what was given there, by key.
    public static Settings of(Map<String, String> environment, Map<String, String> commandLine) {
        var settings = new Settings(Map.copyOf(environment));
        commandLine.forEach((key, value) -> settings.put(key, value, COMMAND_LINE));
        return settings;
    }

    /// Adds a properties file below environment and command line; a file that cannot be read is a problem.
    public Settings withFile(Path file) {
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            problems.add("configuration file " + file + " cannot be read (" + e
                    + "): give an existing properties file in UTF-8");
        }
        properties.stringPropertyNames().stream()
                .filter(key -> !given.containsKey(key))
                .forEach(key -> put(key, properties.getProperty(key), file.toString()));
        return this;
    }

    private void put(String key, String value, String from) {
        given.put(key, value);
        origin.put(key, from);
    }

    /// The value of a setting; its default if it is not given, or not readable.
    public <T> T get(Setting<T> setting) {
        known.add(setting.key());
        String variable = environmentName(setting.key());
        boolean fromCommandLine = isFromCommandLine(setting.key());
        boolean fromEnvironment = !fromCommandLine && environment.containsKey(variable);
        String text = fromEnvironment
                ? environment.getOrDefault(variable, "")
                : given.getOrDefault(setting.key(), setting.defaultText());
        effective.put(setting.key(), text);
        try {
            return setting.parser().apply(text);
        } catch (IllegalArgumentException e) {
            problems.add(setting.key() + " is \"" + masked(setting.key(), text) + "\" (from "
                    + (fromEnvironment ? variable : origin.getOrDefault(setting.key(), "default"))
                    + "), expected " + e.getMessage() + ": " + setting.meaning());
            return setting.parser().apply(setting.defaultText());
        }
    }

    /// The name of the environment variable of a key.
    public static String environmentName(String key) {
        return ENVIRONMENT_PREFIX
                + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /// Kafka's own properties, given as `kafka.client.…`, without that prefix.
    public Map<String, String> kafkaClient() {
        var client = new TreeMap<String, String>();
        addKafkaClient(client, given, KAFKA_CLIENT_PREFIX, key -> !isFromCommandLine(key));
        addKafkaClient(client, environment, environmentName(KAFKA_CLIENT_PREFIX), _ -> true);
        addKafkaClient(client, given, KAFKA_CLIENT_PREFIX, this::isFromCommandLine);
        return client;
    }

    private static void addKafkaClient(
            Map<String, String> client, Map<String, String> from, String prefix, Predicate<String> wanted) {
        from.forEach((key, value) -> {
            if (key.startsWith(prefix) && wanted.test(key)) {
                client.put(
                        key.substring(prefix.length()).toLowerCase(Locale.ROOT).replace('_', '.'), value);
            }
        });
    }

    private boolean isFromCommandLine(String key) {
        return COMMAND_LINE.equals(origin.get(key));
    }

    /// Adds a problem that only several settings together show.
    public void problem(String message) {
        problems.add(message);
    }

    /// Ends the reading.
    ///
    /// Keys of other components are passed over, so that one file can serve all.
    ///
    /// @throws SettingsException with all problems: unreadable values, keys and variables that nothing read
    public void throwIfProblems() {
        given.keySet().stream()
                .filter(key -> !known.contains(key) && !key.startsWith(KAFKA_CLIENT_PREFIX) && !isOfOtherComponent(key))
                .forEach(key -> problems.add(key + " (from " + origin.get(key)
                        + ") is no setting of this command; the nearest is " + nearest(key)));
        Set<String> variables = known.stream().map(Settings::environmentName).collect(Collectors.toSet());
        environment.keySet().stream()
                .filter(name -> name.startsWith(ENVIRONMENT_PREFIX)
                        && !variables.contains(name)
                        && !OTHER_VARIABLES.contains(name)
                        && !name.startsWith(environmentName(KAFKA_CLIENT_PREFIX))
                        && !isOfOtherComponent(keyOf(name)))
                .sorted()
                .forEach(name -> problems.add(name
                        + " (from the environment) is no setting of this command; the nearest is "
                        + environmentName(nearest(keyOf(name)))));
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
    }

    /// A key with the environment variable's name, or near one.
    private static String keyOf(String variable) {
        return variable.substring(ENVIRONMENT_PREFIX.length())
                .toLowerCase(Locale.ROOT)
                .replace('_', '.');
    }

    private boolean isOfOtherComponent(String key) {
        String component = component(key);
        return COMPONENTS.contains(component)
                && known.stream().noneMatch(k -> component(k).equals(component));
    }

    private static String component(String key) {
        int dot = key.indexOf('.');
        return dot < 0 ? key : key.substring(0, dot);
    }

    /// The settings in force, one `key=value` each, with secrets masked: to be logged once.
    public String effective() {
        var text = new StringBuilder();
        effective.forEach((key, value) ->
                text.append(text.isEmpty() ? "" : " ").append(key).append('=').append(masked(key, value)));
        kafkaClient()
                .forEach((key, value) -> text.append(' ')
                        .append(KAFKA_CLIENT_PREFIX)
                        .append(key)
                        .append('=')
                        .append(masked(key, value)));
        return text.toString();
    }

    private static String masked(String key, String value) {
        String lower = key.toLowerCase(Locale.ROOT);
        boolean secret = lower.contains("password")
                || lower.contains("passphrase")
                || lower.contains("secret")
                || lower.contains("jaas")
                || lower.contains("keystore.key")
                || lower.contains("token");
        return secret ? "***" : value;
    }

    private String nearest(String key) {
        return known.stream()
                .min((a, b) -> Integer.compare(distance(key, a), distance(key, b)))
                .orElse("none");
    }

    /// The edits that turn one text into the other (Levenshtein).
    private static int distance(String a, String b) {
        var row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}

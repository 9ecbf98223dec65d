package io.deltatape.local;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/// The directory of an [EmbeddedBroker], formatted for it and locked against a second broker from [#open] to [#close].
///
/// Kafka locks its directories too, but in a combined node only after it has opened the metadata log for writing, which
/// is too late to protect it; hence a lock file of our own. A directory is ours when the cluster id in its
/// `meta.properties` starts with `deltatape-`; any other directory with something in it is refused untouched.
final class BrokerDirectory implements AutoCloseable {
    private static final String META_PROPERTIES = "meta.properties";
    private static final String LOCK_FILE = "embedded-broker.lock";
    private static final String CLUSTER_ID_PREFIX = "deltatape-";

    /// Formatting writes `meta.properties` last; a format that was cut short leaves only these, and is repeated.
    private static final Set<String> LEFT_BY_UNFINISHED_FORMAT =
            Set.of(LOCK_FILE, "bootstrap.checkpoint", "bootstrap.checkpoint.tmp", META_PROPERTIES + ".tmp");

    private final Path path;
    private final FileChannel lock;

    private BrokerDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    static BrokerDirectory open(Path directory) {
        var path = directory.toAbsolutePath().normalize();
        requireNoComma(path);
        create(path);
        boolean formatted = isFormattedHere(path);
        var opened = new BrokerDirectory(path, lock(path));
        if (!formatted) {
            opened.format();
        }
        return opened;
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Broker directory " + path + ": its lock cannot be released", e);
        }
    }

    private static void requireNoComma(Path path) {
        if (path.toString().contains(",")) { // Kafka takes a list here and would use the parts
            throw new BrokerStartException(
                    "Broker directory %s has a comma in its path: Kafka expects none; choose another directory"
                            .formatted(path));
        }
    }

    private static void create(Path path) {
        try {
            Files.createDirectories(path);
        } catch (FileAlreadyExistsException e) {
            throw new BrokerStartException(
                    "Broker directory %s is a file: expected a directory or nothing; choose another path"
                            .formatted(path),
                    e);
        } catch (IOException e) {
            throw notWritable(path, e);
        }
    }

    private static boolean isFormattedHere(Path path) {
        var metaProperties = path.resolve(META_PROPERTIES);
        try {
            if (Files.exists(metaProperties)) {
                requireOurs(path, metaProperties);
                return true;
            }
            requireNothingElse(path);
            return false;
        } catch (IOException e) {
            throw new BrokerStartException(
                    "Broker directory %s cannot be read: %s; give this user the right to read it or choose another directory"
                            .formatted(path, e),
                    e);
        }
    }

    private static void requireOurs(Path path, Path metaProperties) throws IOException {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(metaProperties)) {
            properties.load(reader);
        }
        var clusterId = properties.getProperty("cluster.id", "");
        var nodeId = properties.getProperty("node.id", "");
        if (!clusterId.startsWith(CLUSTER_ID_PREFIX) || !nodeId.equals(Integer.toString(BrokerSettings.NODE_ID))) {
            throw new BrokerStartException(
                    "Broker directory %s was formatted by something else: meta.properties has cluster.id '%s' and node.id '%s', expected '%s…' and '%d'; choose another directory"
                            .formatted(path, clusterId, nodeId, CLUSTER_ID_PREFIX, BrokerSettings.NODE_ID));
        }
    }

    private static void requireNothingElse(Path path) throws IOException {
        try (var entries = Files.list(path)) {
            var foreign = entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> !LEFT_BY_UNFINISHED_FORMAT.contains(name))
                    .sorted()
                    .limit(3)
                    .collect(Collectors.joining(", "));
            if (!foreign.isEmpty()) {
                throw new BrokerStartException(
                        "Broker directory %s holds other things (%s) and no meta.properties: expected an empty directory or one that this broker formatted; choose another directory"
                                .formatted(path, foreign));
            }
        }
    }

    /// A second start in the same process is refused too; but closing the channel of the refused one drops the lock
    /// that other processes see (POSIX), as it does with Kafka's own lock.
    private static FileChannel lock(Path path) {
        FileChannel channel;
        try {
            channel = FileChannel.open(path.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw notWritable(path, e);
        }
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
            throw inUse(path, channel);
        } catch (OverlappingFileLockException _) {
            throw inUse(path, channel);
        } catch (IOException e) {
            throw notWritable(path, e);
        }
    }

    private void format() {
        try (var silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(silent)
                    .setNodeId(BrokerSettings.NODE_ID)
                    .setClusterId(CLUSTER_ID_PREFIX + Uuid.randomUuid())
                    .setControllerListenerName(BrokerSettings.controllerListenerName())
                    .setMetadataLogDirectory(path.toString())
                    .addDirectory(path.toString())
                    .run();
        } catch (Exception e) { // declared by run()
            close();
            throw notWritable(path, e);
        }
    }

    private static BrokerStartException notWritable(Path path, Exception cause) {
        return new BrokerStartException(
                "Broker directory %s cannot be written: %s; give this user the right to write there, free space on its disk, or choose another directory"
                        .formatted(path, cause),
                cause);
    }

    private static BrokerStartException inUse(Path path, FileChannel channel) {
        var inUse = new BrokerStartException(
                "Broker directory %s is in use by another broker (its %s is locked): expected one broker for a directory; stop the other one or choose another directory"
                        .formatted(path, LOCK_FILE));
        try {
            channel.close();
        } catch (IOException e) {
            inUse.addSuppressed(e);
        }
        return inUse;
    }
}

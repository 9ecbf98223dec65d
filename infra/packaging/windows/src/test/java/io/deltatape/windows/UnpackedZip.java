package io.deltatape.windows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/// The zip that this build made, unpacked to a folder, and processes started there as a user's would be.
record UnpackedZip(Path folder) {
    private static final Path TARGET = Path.of("target");

    static UnpackedZip into(Path parent) throws IOException {
        try (Stream<Path> built = Files.list(TARGET)) {
            Path zip = built.filter(file -> file.getFileName().toString().matches("deltatape-bridge-.*-windows[.]zip"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no zip in target: run the phase package first"));
            unzip(zip, parent);
        }
        try (Stream<Path> roots = Files.list(parent)) {
            return new UnpackedZip(roots.toList().getFirst());
        }
    }

    private static void unzip(Path zip, Path parent) throws IOException {
        try (var file = new ZipFile(zip.toFile())) {
            for (var entry : file.stream().filter(e -> !e.isDirectory()).toList()) {
                Path to = parent.resolve(entry.getName());
                Files.createDirectories(to.getParent());
                try (var bytes = file.getInputStream(entry)) {
                    Files.copy(bytes, to);
                }
            }
        }
    }

    /// All files, by their path within the folder, with `/`.
    List<String> files() throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    String text(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    /// The lines of all files of the service's log.
    String log(String service) throws IOException {
        var text = new StringBuilder();
        for (String file : files()) {
            if (file.startsWith("logs/" + service + ".")) {
                text.append(text(file));
            }
        }
        return text.toString();
    }

    /// Starts Java in the folder with these arguments; what it prints goes to `output.txt` there.
    Process java(String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("output.txt").toFile()))
                .start();
    }

    /// Runs Java in the folder to its end and returns the exit code.
    int javaToItsEnd(String... arguments) throws IOException, InterruptedException {
        Process process = java(arguments);
        if (!process.waitFor(3, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException("still runs after 3 min: " + List.of(arguments) + "\n" + text("output.txt"));
        }
        return process.exitValue();
    }
}

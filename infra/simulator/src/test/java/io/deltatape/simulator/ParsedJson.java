package io.deltatape.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A flat JSON object read with no code of the writer: strings without escapes, numbers, true and false.
final class ParsedJson {
    private static final Pattern FIELD =
            Pattern.compile("\\s*\"([a-z_]+)\":\\s*(\"[^\"\\\\]*\"|-?\\d+(?:\\.\\d+)?|true|false)\\s*([,}])");

    private ParsedJson() {}

    /// The fields in their order, or nothing when the file is not there or not whole.
    static Optional<Map<String, String>> read(Path file) throws IOException {
        try {
            return parse(Files.readString(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /// The same of a text.
    static Optional<Map<String, String>> parse(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher field = FIELD.matcher(text).region(Math.min(1, text.length()), text.length());
        String end = ",";
        while (text.startsWith("{") && end.equals(",") && field.lookingAt()) {
            fields.put(field.group(1), field.group(2).replace("\"", ""));
            end = field.group(3);
            field.region(field.end(), text.length());
        }
        boolean isWhole = end.equals("}") && text.substring(field.regionStart()).isBlank();
        return isWhole ? Optional.of(fields) : Optional.empty();
    }
}

package io.deltatape.client.cli;

import io.deltatape.contract.config.Setting;
import java.time.Duration;
import picocli.CommandLine;

/// Reads an option such as 500ms or 5s, as the settings are read.
final class DurationConverter implements CommandLine.ITypeConverter<Duration> {
    private static final Setting<Duration> FORM = Setting.duration("", "5s", "");

    @Override
    public Duration convert(String text) {
        try {
            return FORM.parser().apply(text);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.TypeConversionException("'" + text + "', expected " + e.getMessage());
        }
    }
}

package io.deltatape.simulator;

/// The three versions of the ACSIL study "MinhOS Tick Data Exporter" whose files are met: what their snapshots hold,
/// and in which of their ways a snapshot fails to reach its file.
public enum AcsilForm {
    /// A temporary file renamed to `.json`, which Windows refuses once that exists: `.json` stays as it first was,
    /// and the `.json.tmp`, emptied and written again each time, is the live one.
    V2(".json"),

    /// The same, but the temporary file is deleted after the refusal: `.json` stays as it first was until somebody
    /// removes it.
    V3(".json"),

    /// `_ticks_v3_final.json`, emptied and written again in place.
    V3_FIXED("_ticks_v3_final.json");

    private final String ending;

    AcsilForm(String ending) {
        this.ending = ending;
    }

    /// The name of a symbol's file: `-` and `.` become `_`.
    public String fileName(String symbol) {
        return cleaned(symbol) + ending;
    }

    static String cleaned(String symbol) {
        return symbol.replace('-', '_').replace('.', '_');
    }
}

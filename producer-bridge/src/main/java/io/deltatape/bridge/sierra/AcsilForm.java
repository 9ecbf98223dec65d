package io.deltatape.bridge.sierra;

/// Which study wrote a JSON snapshot, as its members `source` and `version` tell.
enum AcsilForm {
    V2,
    V3,
    V3_FIXED,
    /// Any other: its members are taken where they bear the known names.
    UNKNOWN;

    private static final String PREFIX = "sierra_chart_acsil_";

    static AcsilForm of(String source, String version) {
        if (!source.startsWith(PREFIX)) {
            return UNKNOWN;
        }
        String study = source.substring(PREFIX.length());
        if (study.startsWith("v3")) {
            return study.endsWith("_fixed") || version.endsWith("_fixed") ? V3_FIXED : V3;
        }
        return study.startsWith("v2") ? V2 : UNKNOWN;
    }
}

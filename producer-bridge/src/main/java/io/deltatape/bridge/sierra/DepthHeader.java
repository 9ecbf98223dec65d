package io.deltatape.bridge.sierra;

/// The layout that a .depth file states in its first bytes.
///
/// | offset | type | field | value |
/// |---|---|---|---|
/// | 0 | char[4] | FileTypeUniqueHeaderID | `SCDD` |
/// | 4 | u32 | HeaderSize | 64: where records begin |
/// | 8 | u32 | RecordSize | 24 |
/// | 12 | u32 | Version | 1 |
/// | 16 | char[48] | Reserve | 0 |
///
/// Little-endian. Source: https://www.sierrachart.com/index.php?page=doc/MarketDepthDataFileFormat.html. A file with a
/// header and no record is legal.
final class DepthHeader {
    static final RecordLayout LAYOUT = new RecordLayout("market depth", "SCDD", 64, DepthRecord.BYTES);

    private DepthHeader() {}
}

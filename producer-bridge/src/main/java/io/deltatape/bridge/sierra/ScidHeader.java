package io.deltatape.bridge.sierra;

/// The layout that a .scid file states in its first bytes.
///
/// | offset | type | field | value |
/// |---|---|---|---|
/// | 0 | char[4] | FileTypeUniqueHeaderID | `SCID` |
/// | 4 | u32 | HeaderSize | 56: where records begin |
/// | 8 | u32 | RecordSize | 40 |
/// | 12 | u16 | Version | 1 |
/// | 14 | u16 | Unused1 | 0 |
/// | 16 | u32 | Unused2 (older: UTCStartIndex) | 0 |
/// | 20 | char[36] | Reserve | 0 |
///
/// Little-endian. Source: https://www.sierrachart.com/index.php?page=doc/IntradayDataFileFormat.html. A file with a
/// header and no record is legal.
final class ScidHeader {
    static final RecordLayout LAYOUT = new RecordLayout("intraday", "SCID", 56, ScidRecord.BYTES);

    private ScidHeader() {}
}

package io.deltatape.contract;

/// How far a file has been read, so that a restarted bridge goes on there, and what proves that it is the same file.
///
/// `file` is the name within the watched directory; `fileKey` what the file system identifies the file by (empty where
/// it has no such thing); `offset` the first byte not yet read; `sessionOffset` the first record of the session, from
/// where its figures are computed again; `lastRecordCrc` the CRC-32C of the last record before `offset`; `generation`
/// the file's incarnation, the one that its trades bear in `market.trades` (0 where none is counted).
public record FileCursor(
        String file, String fileKey, long offset, long sessionOffset, long lastRecordCrc, long generation) {
    /// Of a snapshot that comes from no file.
    public static final FileCursor NONE = new FileCursor("", "", 0, 0, 0);

    /// Of a file whose incarnations are not counted.
    public FileCursor(String file, String fileKey, long offset, long sessionOffset, long lastRecordCrc) {
        this(file, fileKey, offset, sessionOffset, lastRecordCrc, 0);
    }

    /// The same place, in an incarnation of the file.
    public FileCursor of(long incarnation) {
        return new FileCursor(file, fileKey, offset, sessionOffset, lastRecordCrc, incarnation);
    }
}

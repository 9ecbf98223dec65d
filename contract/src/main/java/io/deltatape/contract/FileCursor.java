package io.deltatape.contract;

/// How far a file has been read, so that a restarted bridge goes on there, and what proves that it is the same file.
///
/// `file` is the name within the watched directory; `fileKey` what the file system identifies the file by (empty where
/// it has no such thing); `offset` the first byte not yet read; `sessionOffset` the first record of the session, from
/// where its figures are computed again; `lastRecordCrc` the CRC-32C of the last record before `offset`.
public record FileCursor(String file, String fileKey, long offset, long sessionOffset, long lastRecordCrc) {
    /// Of a snapshot that comes from no file.
    public static final FileCursor NONE = new FileCursor("", "", 0, 0, 0);
}

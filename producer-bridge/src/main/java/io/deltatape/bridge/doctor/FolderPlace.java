package io.deltatape.bridge.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/// Where a folder is kept, as far as can be told. Immutable.
///
/// On Windows a drive letter of a share shows by the folder's real path, which begins with two backslashes; elsewhere
/// the file system's type tells.
public record FolderPlace(Kind kind, String type) {
    /// What is known of the place.
    public enum Kind {
        LOCAL,
        SHARE,
        UNKNOWN
    }

    private static final Pattern SHARES =
            Pattern.compile("cifs|smb.*|nfs.*|9p|afpfs|webdav|davfs.*|fuse\\.(sshfs|rclone|davfs.*)|vboxsf|virtiofs");

    /// Looks at a folder; one that cannot be asked is of unknown place.
    public static FolderPlace look(Path folder) {
        try {
            return of(folder.toRealPath().toString(), Files.getFileStore(folder).type());
        } catch (IOException _) {
            return new FolderPlace(Kind.UNKNOWN, "");
        }
    }

    static FolderPlace of(String realPath, String storeType) {
        boolean isShare = realPath.startsWith("\\\\")
                || SHARES.matcher(storeType.toLowerCase(Locale.ROOT)).matches();
        return new FolderPlace(isShare ? Kind.SHARE : Kind.LOCAL, storeType);
    }

    String words() {
        return switch (kind) {
            case LOCAL -> "local disk (" + type + ")";
            case SHARE -> "network share (" + type + "): only probing works";
            case UNKNOWN -> "unknown";
        };
    }
}

package io.deltatape.simulator;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/// Closes many things, even when one of them fails.
final class Closing {
    private Closing() {}

    /// Closes all; the first failure is thrown with the others suppressed.
    static void all(List<? extends Closeable> things) throws IOException {
        IOException failure = null;
        for (Closeable thing : things) {
            try {
                thing.close();
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /// Closes all because of a failure, to which theirs are added.
    static void suppressing(Exception failure, List<? extends Closeable> things) {
        try {
            all(things);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}

package io.deltatape.bridge.sierra;

import io.deltatape.contract.MarketState;
import java.nio.file.Path;

/// One file that says something about one symbol, whatever its format: what it says now, and how to notice that it says
/// something else.
///
/// A file that is absent or cannot be read keeps what it said last. Owned by the market thread.
public interface SourceFile extends AutoCloseable {
    Path path();

    /// Reads what is new.
    FileUpdate update();

    /// The file's incarnation: grows whenever it turns out not to continue what was read. 0 until it could be read for
    /// the first time, or is known from before.
    long generation();

    /// What the file says of its symbol: the fields that its format has, and no other.
    MarketState state();

    /// Whether the file differs from what was read of it, as far as a look without reading tells: the size that a
    /// handle kept open reports, or where none is kept, size and time of the path.
    boolean hasChanged();

    /// Whether the path leads to another file than the one read, or to one changed in place; costs more than
    /// [#hasChanged]. The next update reads it, having opened it anew where need be.
    default boolean looksDifferent() {
        return hasChanged();
    }

    /// Says that another file may stand under this name now: the next update opens it and compares. One of which
    /// nothing is kept open sees at each look what stands there.
    default void reexamine() {}

    /// Closes what is kept open.
    @Override
    default void close() {}
}

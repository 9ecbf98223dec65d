package io.deltatape.local;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/// What has to be stopped, in reverse order of its start; a part that is still starting is awaited first.
///
/// Parts are added by one thread; [#close] may be called from any, once or more often.
final class StartedParts implements AutoCloseable {
    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T part) {
        push(part);
        return part;
    }

    /// Starts a part on another thread. If it cannot start there is nothing to stop.
    <T extends AutoCloseable> CompletableFuture<T> start(Supplier<T> starter) {
        CompletableFuture<T> starting = CompletableFuture.supplyAsync(starter);
        push(() -> closeStarted(starting));
        return starting;
    }

    private static void closeStarted(CompletableFuture<? extends AutoCloseable> starting) throws Exception {
        AutoCloseable part;
        try {
            part = starting.join();
        } catch (CompletionException _) {
            return; // whoever waited for it was told
        }
        part.close();
    }

    private synchronized void push(AutoCloseable part) {
        started.push(part);
    }

    /// Stops all, the last one first; goes on to the next when one fails.
    ///
    /// @throws IllegalStateException if one did not stop, with the first reason as its cause
    @Override
    public synchronized void close() {
        IllegalStateException failure = null;
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                if (failure == null) {
                    failure = new IllegalStateException("a part of the local system did not stop", e);
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}

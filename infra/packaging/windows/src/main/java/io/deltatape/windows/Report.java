package io.deltatape.windows;

import java.io.PrintStream;
import java.util.Locale;

/// What was tried, a line each: PASS, FAIL, or SKIP with the reason. Belongs to one thread.
final class Report {
    private final PrintStream out;
    private int failures;

    Report(PrintStream out) {
        this.out = out;
    }

    /// Something tried. What it throws is why it failed.
    interface Attempt {
        /// Returns what is to be said beside PASS.
        String run() throws Exception;
    }

    void attempt(String what, Attempt attempt) {
        try {
            line("PASS", what + ": " + attempt.run());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(what + ": interrupted");
        } catch (Exception e) { // whatever it is, it is the answer
            fail(what + ": " + (e.getClass() == AssertionFailed.class ? e.getMessage() : e));
        }
    }

    void fail(String text) {
        failures++;
        line("FAIL", text);
    }

    void skip(String text) {
        line("SKIP", text);
    }

    int failures() {
        return failures;
    }

    private void line(String verdict, String text) {
        out.printf(Locale.ROOT, "%s %s%n", verdict, text);
    }

    /// An expectation that did not hold; the message is all there is to say.
    static final class AssertionFailed extends Exception {
        AssertionFailed(String message) {
            super(message);
        }
    }
}

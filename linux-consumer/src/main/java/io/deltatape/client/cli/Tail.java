package io.deltatape.client.cli;

import io.deltatape.client.MarketListener;
import io.deltatape.client.MarketUpdate;
import io.deltatape.contract.Symbol;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Writes a line for each update, and flushes when a batch ends.
///
/// Belongs to the feed thread. A reader that is slow holds the feed up, and nothing is lost but what compaction takes
/// meanwhile, which then shows as a full state. A reader that is gone ends it.
final class Tail implements MarketListener {
    enum Form {
        TEXT,
        JSON
    }

    private static final int BUFFER_BYTES = 64 * 1024;

    private final OutputStream out;
    private final Form form;
    private final Runnable readerGone;
    private final JsonLines json = new JsonLines();
    private boolean gone;

    Tail(OutputStream out, Form form, Runnable readerGone) {
        this.out = new BufferedOutputStream(out, BUFFER_BYTES);
        this.form = form;
        this.readerGone = readerGone;
    }

    @Override
    public void updated(MarketUpdate update) {
        write(form == Form.JSON ? json.update(update) : TextLines.update(update));
    }

    @Override
    public void retired(Symbol symbol) {
        write(form == Form.JSON ? json.retired(symbol) : TextLines.retired(symbol));
    }

    private void write(String line) {
        if (gone) {
            return;
        }
        try {
            out.write(line.getBytes(StandardCharsets.UTF_8));
            out.write('\n');
        } catch (IOException e) {
            end();
        }
    }

    @Override
    public void batchEnded() {
        if (gone) {
            return;
        }
        try {
            out.flush();
        } catch (IOException e) {
            end();
        }
    }

    private void end() {
        gone = true;
        readerGone.run();
    }
}

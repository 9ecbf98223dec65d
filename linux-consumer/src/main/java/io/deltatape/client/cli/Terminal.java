package io.deltatape.client.cli;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The terminal that a command writes to: its size, and drawing in place by ANSI sequences.
///
/// Belongs to one thread.
final class Terminal {
    static final int WIDTH_FALLBACK = 100;
    static final int HEIGHT_FALLBACK = 30;
    private static final Pattern STTY_SIZE = Pattern.compile("(\\d{1,5}) (\\d{1,5})\\s*");
    private static final long STTY_MS_MAX = 500;
    private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[2J";
    private static final String LEAVE = "\u001b[?25h\u001b[?1049l";
    private static final String HOME = "\u001b[H";
    private static final String REST_OF_LINE = "\u001b[K";
    private static final String REST_OF_SCREEN = "\u001b[J";

    private final PrintStream out;
    private boolean entered;

    Terminal(PrintStream out) {
        this.out = out;
    }

    record Size(int width, int height) {}

    /// Whether a person looks at it, and not a pipe or a file.
    @SuppressWarnings("SystemConsoleNull") // it is null again in JDK 25 where there is no terminal
    static boolean isInteractive() {
        Console console = System.console();
        return console != null && console.isTerminal() && !"dumb".equals(System.getenv("TERM"));
    }

    /// From COLUMNS and LINES, else from `stty size`, else 100 by 30.
    static Size size() {
        int width = number(System.getenv("COLUMNS"));
        int height = number(System.getenv("LINES"));
        Size asked = width > 0 && height > 0 ? new Size(width, height) : stty();
        return new Size(width > 0 ? width : asked.width(), height > 0 ? height : asked.height());
    }

    private static int number(@Nullable String text) {
        return text != null && text.matches("[1-9]\\d{0,4}") ? Integer.parseInt(text) : 0;
    }

    private static Size stty() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (stty.waitFor(STTY_MS_MAX, TimeUnit.MILLISECONDS)) {
                return parse(new String(stty.getInputStream().readNBytes(32), StandardCharsets.US_ASCII));
            }
            stty.destroy();
        } catch (IOException e) {
            return parse("");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return parse("");
    }

    /// Reads `rows columns`.
    static Size parse(String text) {
        Matcher size = STTY_SIZE.matcher(text);
        boolean known = size.matches() && number(size.group(1)) > 0 && number(size.group(2)) > 0;
        return known
                ? new Size(number(size.group(2)), number(size.group(1)))
                : new Size(WIDTH_FALLBACK, HEIGHT_FALLBACK);
    }

    /// Draws over what is on the alternate screen.
    void draw(List<String> lines) {
        var text = new StringBuilder(entered ? HOME : ENTER + HOME);
        entered = true;
        for (int i = 0; i < lines.size(); i++) {
            text.append(i == 0 ? "" : "\r\n").append(lines.get(i)).append(REST_OF_LINE);
        }
        out.print(text.append(REST_OF_SCREEN));
        out.flush();
    }

    /// Gives the terminal back as it was.
    void leave() {
        if (entered) {
            entered = false;
            out.print(LEAVE);
            out.flush();
        }
    }
}

package io.deltatape.bridge;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/// The command `deltatape bridge` as a Windows service, for the mode `jvm` of Apache Commons Daemon's procrun, which
/// calls [#main] on one thread and, when the service is to stop, [#stop] on another.
///
/// A `main` that returns after `stop` is a clean end to procrun. One that returns unasked leaves a service that
/// seems to run and does nothing, so there the process exits: with a code above 0, which makes Windows start
/// the service again, or with 0 for a wrong configuration, which starting again would not mend. What the
/// command would print goes to the log, since nobody sees a service's output.
public final class BridgeService {
    private static final Logger LOG = LoggerFactory.getLogger(BridgeService.class);
    /// One service a process, and procrun knows static methods only.
    private static final CountDownLatch STOP = new CountDownLatch(1);

    private BridgeService() {}

    public static void main(String... arguments) {
        int code = run(arguments);
        if (STOP.getCount() > 0) {
            System.exit(code == BridgeMain.CONFIGURATION ? 0 : code);
        }
    }

    private static int run(String... arguments) {
        var said = new StringWriter();
        int code = new CommandLine(new BridgeMain(STOP))
                .setErr(new PrintWriter(said, true))
                .execute(arguments);
        if (!said.toString().isBlank()) {
            LOG.error("ended with code {} {}", code, said.toString().strip());
        }
        return code;
    }

    /// Asks for the end and returns at once; procrun waits for [#main] to return.
    public static void stop(String... arguments) {
        STOP.countDown();
    }
}

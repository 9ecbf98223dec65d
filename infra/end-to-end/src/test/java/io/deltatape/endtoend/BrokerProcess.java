package io.deltatape.endtoend;

import io.deltatape.local.EmbeddedBroker;
import java.nio.file.Path;
import java.util.Map;

/// The embedded broker as a process of its own, so that it can be killed: arguments are its folder and its port.
final class BrokerProcess {
    private BrokerProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        EmbeddedBroker.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]), Map.of());
        Thread.currentThread().join();
    }
}

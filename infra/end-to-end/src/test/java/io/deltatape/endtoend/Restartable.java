package io.deltatape.endtoend;

/// A component in a process of its own that is killed and started again.
final class Restartable implements AutoCloseable {
    interface Starter {
        ChildProcess start();
    }

    private final Starter starter;
    private ChildProcess process;

    Restartable(Starter starter) {
        this.starter = starter;
        this.process = starter.start();
    }

    void restart() throws InterruptedException {
        process.kill();
        process = starter.start();
    }

    String output() {
        return process.output();
    }

    @Override
    public void close() {
        process.close();
    }
}

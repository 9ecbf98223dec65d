package io.deltatape.delta;

/// How delta-streams is: the state of Kafka Streams, the tasks that this instance runs, and its figures. Immutable.
public record StreamsHealth(String state, int tasks, Figures figures) {
    private static final String RUNNING = "RUNNING";

    /// Whether snapshots are being processed. While the instances share the work anew, they are not.
    public boolean isRunning() {
        return state.equals(RUNNING);
    }
}

package io.deltatape.gateway.api;

import java.util.List;

/// What the gateway knows of its own parts; asked on any thread.
public interface Vitals {
    /// Something that is wrong, and why.
    record Issue(String code, String cause) {}

    /// What a restart would have to mend; empty while all threads run.
    List<Issue> failures();

    /// What keeps the gateway from showing the present; empty while it is ready.
    List<Issue> obstacles();

    /// How long ago the last record came, a canary perhaps.
    double lastRecordAgeMs();

    int connections();

    /// How long all WebSocket connections have lasted so far, those that ended included.
    double connectedSeconds();

    double uptimeSeconds();
}

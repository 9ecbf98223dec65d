package io.deltatape.simulator;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Commits the misdeeds of a plan, each when the time of the run has come to it. Owned by the simulator thread.
final class MisdeedSchedule {
    private static final Logger log = LoggerFactory.getLogger(MisdeedSchedule.class);

    private final MisdeedPlan plan;
    private final List<SymbolFiles> files;
    private final SplittableRandom random;
    private long dueNanos;

    MisdeedSchedule(MisdeedPlan plan, List<SymbolFiles> files) {
        this.plan = plan;
        this.files = files;
        this.random = new SplittableRandom(plan.seed());
        this.dueNanos =
                plan.misdeeds().isEmpty() ? Long.MAX_VALUE : plan.interval().toNanos();
    }

    /// When the next is due, in ns from the start of the run; never = [Long#MAX_VALUE].
    long dueNanos() {
        return dueNanos;
    }

    /// Commits what is due at this time of the run.
    void commitDue(long runNanos) throws IOException {
        while (dueNanos <= runNanos && dueNanos != Long.MAX_VALUE) {
            SymbolFiles file = files.get(random.nextInt(files.size()));
            Misdeed misdeed = plan.misdeeds().get(random.nextInt(plan.misdeeds().size()));
            log.info("Misdeed. symbol={} misdeed={}", file.symbol(), misdeed);
            file.commit(misdeed, random.split());
            dueNanos += plan.interval().toNanos();
        }
    }
}

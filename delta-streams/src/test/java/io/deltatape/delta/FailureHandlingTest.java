package io.deltatape.delta;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.errors.internals.DefaultErrorHandlerContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

final class FailureHandlingTest {
    private final FigureCounters figures = new FigureCounters();
    private Instant now = Instant.EPOCH;

    @Test
    void errorOfThisProgramIsCountedAndTheNextRecordProcessed() {
        assertThat(result(new IllegalStateException("a bug"))).isEqualTo(ProcessingExceptionHandler.Result.RESUME);
        assertThat(figures.failures.sum()).isEqualTo(1);
    }

    @Test
    void whatKafkaReportsFailsTheThreadSinceGoingOnWouldLoseOutput() {
        assertThat(result(new StreamsException("not produced"))).isEqualTo(ProcessingExceptionHandler.Result.FAIL);
        assertThat(figures.failures.sum()).isZero();
    }

    private ProcessingExceptionHandler.Result result(Exception exception) {
        var policy = new FailurePolicy();
        policy.configure(Map.of(FailurePolicy.FIGURES, figures));
        ErrorHandlerContext context = new DefaultErrorHandlerContext(
                null, "topic", 0, 1, new RecordHeaders(), "node", new TaskId(0, 0), 0, null, null);
        return policy.handleError(context, new Record<>("key", "value", 0), exception)
                .result();
    }

    @Test
    void deadThreadsAreReplacedUnlessTheyKeepDying() {
        var replacement = new ThreadReplacement(() -> now, figures);

        for (int i = 0; i < ThreadReplacement.DEATHS_MAX; i++) {
            assertThat(replacement.handle(new StreamsException("x")))
                    .isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
        }
        assertThat(replacement.handle(new StreamsException("x")))
                .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
        now = now.plus(ThreadReplacement.WITHIN).plusMillis(1);
        assertThat(replacement.handle(new StreamsException("x")))
                .isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);

        assertThat(figures.threadsReplaced.sum()).isEqualTo(ThreadReplacement.DEATHS_MAX + 1);
    }
}

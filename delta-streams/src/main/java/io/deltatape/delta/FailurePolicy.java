package io.deltatape.delta;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts a record that cannot be processed and goes on with the next; lets what Kafka itself reports fail the thread,
/// which is then replaced, since to go on would lose output.
///
/// Kafka makes instances of it by name; the counters come through the configuration. Thread-safe.
public final class FailurePolicy implements ProcessingExceptionHandler, DeserializationExceptionHandler {
    /// The key under which [#configure] finds the counters.
    static final String FIGURES = "deltatape.figures";

    private static final Logger LOG = LoggerFactory.getLogger(FailurePolicy.class);

    private FigureCounters figures = new FigureCounters();

    @Override
    public void configure(Map<String, ?> configs) {
        if (configs.get(FIGURES) instanceof FigureCounters given) {
            figures = given;
        }
    }

    @Override
    public ProcessingExceptionHandler.Response handleError(
            ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
        if (exception instanceof KafkaException) {
            return ProcessingExceptionHandler.Response.fail();
        }
        count(context, exception);
        return ProcessingExceptionHandler.Response.resume();
    }

    @Override
    public DeserializationExceptionHandler.Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
        count(context, exception);
        return DeserializationExceptionHandler.Response.resume();
    }

    private void count(ErrorHandlerContext context, Exception exception) {
        figures.failures.increment();
        LOG.error(
                "record passed over after an error in this program, its symbol begins a new epoch: task={} topic={} partition={} offset={}",
                context.taskId(),
                context.topic(),
                context.partition(),
                context.offset(),
                exception);
    }
}

package io.deltatape.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.benchmarks.DeliveryLedger.Hop;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class DeliveryLedgerTest {
    private static final long MS = 1_000_000;

    private final DeliveryLedger ledger = new DeliveryLedger(2, Duration.ZERO);

    private static LiveMessage trades(long trades) {
        return new LiveMessage(trades, 10, 20, 30, 40);
    }

    private void appendOne(int symbol, long dueMs, long appendedMs) {
        ledger.takenUp(symbol, dueMs * MS);
        ledger.append(symbol, 1, appendedMs * MS);
    }

    private double maxMs(Hop hop) {
        return Math.rint(ledger.histogram(hop).getMaxValue() / (double) MS);
    }

    @Test
    void aStallBeforeTheAppendCountsFromTheTimeAtWhichTheRecordWasDue() {
        appendOne(0, 100, 600);

        ledger.deliver(0, trades(1), 602 * MS);

        assertThat(maxMs(Hop.DUE_TO_APPEND)).isEqualTo(500);
        assertThat(maxMs(Hop.APPEND_TO_CLIENT)).isEqualTo(2);
        assertThat(maxMs(Hop.DUE_TO_CLIENT)).isEqualTo(502);
    }

    @Test
    void recordsCoalescedIntoOneStateAreSamplesEach() {
        for (int i = 1; i <= 5; i++) {
            ledger.takenUp(0, i * MS);
        }
        ledger.append(0, 5, 6 * MS);

        ledger.deliver(0, trades(2), 7 * MS);
        ledger.deliver(0, trades(5), 9 * MS);

        assertThat(ledger.samples()).isEqualTo(5);
        assertThat(ledger.messages()).isEqualTo(2);
        assertThat(ledger.missing()).isZero();
        assertThat(ledger.histogram(Hop.DUE_TO_CLIENT).getMinValue()).isLessThanOrEqualTo(4 * MS);
        assertThat(maxMs(Hop.DUE_TO_CLIENT)).isEqualTo(6);
    }

    @Test
    void whatNoStateCoversIsMissingAndNoSample() {
        appendOne(0, 1, 1);
        appendOne(0, 2, 2);
        appendOne(1, 1, 1);
        ledger.takenUp(1, 2 * MS);

        ledger.deliver(0, trades(1), 3 * MS);

        assertThat(ledger.missing()).isEqualTo(3);
        assertThat(ledger.samples()).isOne();
    }

    @Test
    void aMessageWithoutTradesDeliversNothing() {
        appendOne(0, 1, 1);

        ledger.deliver(0, trades(-1), 2 * MS);
        ledger.deliver(0, trades(0), 2 * MS);

        assertThat(ledger.missing()).isOne();
        assertThat(ledger.messages()).isZero();
    }

    @Test
    void aStateAheadOfTheFileDeliversOnlyWhatWasAppended() {
        ledger.takenUp(0, MS);

        ledger.deliver(0, trades(7), 2 * MS);

        assertThat(ledger.missing()).isOne();
        assertThat(ledger.samples()).isZero();
    }

    @Test
    void anOlderStateChangesNothing() {
        appendOne(0, 1, 1);
        appendOne(0, 2, 2);
        ledger.deliver(0, trades(2), 3 * MS);

        ledger.deliver(0, trades(1), 4 * MS);
        ledger.deliver(0, trades(2), 4 * MS);

        assertThat(ledger.samples()).isEqualTo(2);
        assertThat(ledger.messages()).isOne();
    }

    @Test
    void recordsOfTheWarmUpAreAccountedForButNoSamples() {
        var warm = new DeliveryLedger(1, Duration.ofMillis(10));
        for (int due = 0; due < 15; due++) {
            warm.takenUp(0, due * MS);
        }
        warm.append(0, 15, 20 * MS);

        assertThat(warm.missing()).isEqualTo(15);
        warm.deliver(0, trades(15), 21 * MS);

        assertThat(warm.missing()).isZero();
        assertThat(warm.samples()).isEqualTo(5);
        assertThat(Math.rint(warm.histogram(Hop.DUE_TO_CLIENT).getMaxValue() / (double) MS))
                .isEqualTo(11);
    }

    @Test
    void hopsBelowZeroAreCounted() {
        appendOne(0, 1, 1);

        ledger.deliver(0, new LiveMessage(1, 50, 20, 30, 40), 2 * MS);

        assertThat(ledger.negatives(Hop.SEEN_TO_SENT)).isOne();
        assertThat(ledger.negatives(Hop.SENT_TO_COMPUTED)).isZero();
        assertThat(ledger.histogram(Hop.SEEN_TO_SENT).getTotalCount()).isOne();
    }
}

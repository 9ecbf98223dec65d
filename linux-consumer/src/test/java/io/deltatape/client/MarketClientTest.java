package io.deltatape.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deltatape.client.cache.Freshness;
import io.deltatape.client.cache.Reading;
import io.deltatape.contract.Field;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.codec.WireFormat;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class MarketClientTest {
    private static final Symbol NQ = new Symbol("NQ");
    private static final Symbol ES = new Symbol("ES");
    private static final Symbol CANARY_OF_NQ = new Symbol("~b.Q");

    private final ManualTime time = new ManualTime();
    private final MarketScript market = new MarketScript(time, WireFormat.PACKED);
    private final MarketClient client = market.client();
    private final Ledger ledger = new Ledger("subscriber");

    private static MarketState volume(long volume) {
        return MarketState.builder().set(Field.VOLUME, volume).build();
    }

    private Reading read(Symbol symbol) {
        return client.get(symbol).orElseThrow();
    }

    @Test
    void subscriberIsToldNothingOfHistoryButTheStateAtItsEnd() {
        client.subscribeAll(ledger);
        for (int volume = 1; volume <= 100; volume++) {
            market.write(NQ, volume(volume));
        }

        market.readAll();

        assertThat(ledger.updates()).hasSize(1).first().isInstanceOf(MarketUpdate.Full.class);
        ledger.verify("after the history", Set.of(NQ), market);
    }

    @Test
    void lateSubscriberBeginsWithTheStateAndGoesOnWithChanges() {
        market.write(NQ, volume(1));
        market.readAll();
        market.read(market.write(NQ, volume(2)));

        client.subscribe(Set.of(NQ), ledger);
        market.read(List.of());
        market.read(market.write(NQ, volume(3)));
        market.read(market.write(ES, volume(9)));

        assertThat(ledger.updates()).hasSize(2);
        assertThat(ledger.latest()).isInstanceOf(MarketUpdate.Changed.class);
        ledger.verify("after a change", Set.of(NQ), market);
    }

    @Test
    void updateAfterAGapIsAFullState() {
        client.subscribeAll(ledger);
        market.write(NQ, volume(1));
        market.readAll();
        market.write(NQ, volume(2));

        market.read(market.write(NQ, volume(3)));
        assertThat(read(NQ).value()).isEqualTo(volume(1));
        market.read(List.of(market.keyframe(NQ)));

        assertThat(client.figures().gaps()).isEqualTo(1);
        assertThat(ledger.latest()).isInstanceOf(MarketUpdate.Full.class);
        ledger.verify("after the gap", Set.of(NQ), market);
    }

    @Test
    void symbolInAGapIsNotConfirmedByItsLanesCanary() {
        canaryBeats(1);
        market.write(NQ, volume(1));
        market.readAll();
        market.write(NQ, volume(2));
        market.read(market.write(NQ, volume(3)));

        time.advance(Duration.ofSeconds(6));
        canaryBeats(2);
        assertThat(read(NQ).freshness()).isEqualTo(Freshness.STALE);
        assertThat(read(NQ).confirmedAge()).isGreaterThanOrEqualTo(Duration.ofSeconds(6));

        market.read(List.of(market.keyframe(NQ)));
        assertThat(read(NQ).freshness()).isEqualTo(Freshness.LIVE);
    }

    @Test
    void malformedRecordIsCountedAndTheStateNoLongerConfirmed() {
        market.write(NQ, volume(1));
        market.readAll();
        market.read(List.of(new MarketScript.LogRecord(NQ, new byte[] {(byte) 0x80, 1})));

        time.advance(Duration.ofSeconds(6));
        canaryBeats(1);
        canaryBeats(2);

        assertThat(client.figures().malformed()).isEqualTo(1);
        assertThat(read(NQ).freshness()).isEqualTo(Freshness.STALE);
    }

    @Test
    void stateInAGapAtTheEndOfTheHistoryIsToldOnlyWhenItIsMadeUpFor() {
        client.subscribeAll(ledger);
        market.write(NQ, volume(1));
        market.lose(market.write(NQ, volume(2)));
        market.write(NQ, volume(3));

        market.readAll();
        client.subscribeAll(ledger);
        market.read(List.of());
        assertThat(ledger.updates()).isEmpty();

        market.read(List.of(market.keyframe(NQ)));
        assertThat(ledger.updates())
                .hasSize(2)
                .allMatch(update -> update.state().equals(volume(3)));
    }

    @Test
    void quietSymbolStaysLiveAsLongAsItsCanaryBeats() {
        market.write(NQ, volume(1));
        market.readAll();
        for (int second = 1; second <= 60; second++) {
            time.advance(Duration.ofSeconds(1));
            canaryBeats(second);
            assertThat(read(NQ).freshness()).as("second %d", second).isEqualTo(Freshness.LIVE);
        }
    }

    @Test
    void keyframesThatDeltaStreamsRepeatsProveNothingOfTheSource() {
        market.write(NQ, volume(1));
        market.readAll();
        for (int second = 1; second <= 6; second++) {
            time.advance(Duration.ofSeconds(1));
            market.read(List.of(market.keyframe(NQ)));
        }

        assertThat(read(NQ).freshness()).isEqualTo(Freshness.STALE);
    }

    @Test
    void historyProvesNoMoreThanWhatItsBridgeSaw() {
        market.write(NQ, volume(1));
        time.advance(Duration.ofHours(3));

        market.readAll();

        assertThat(read(NQ).freshness()).isEqualTo(Freshness.STALE);
        assertThat(read(NQ).confirmedAge()).isEqualTo(Duration.ofHours(3).plusNanos(2_000));
    }

    @Test
    void backlogAfterTheHistoryProvesNoMoreThanWhatItsBridgeSaw() {
        market.write(NQ, volume(1));
        market.readAll();
        List<MarketScript.LogRecord> backlog = market.write(NQ, volume(2));
        List<MarketScript.LogRecord> last = market.write(NQ, volume(3));
        time.advance(Duration.ofMinutes(5));

        market.readBacklog(backlog);
        assertThat(read(NQ).freshness()).isEqualTo(Freshness.STALE);
        assertThat(read(NQ).confirmedAge()).isEqualTo(Duration.ofMinutes(5).plusNanos(2_000));

        market.read(last);
        assertThat(read(NQ).freshness()).isEqualTo(Freshness.LIVE);
    }

    @Test
    void symbolThatReturnsAtThePositionWhereItEndedIsToldAgain() {
        client.subscribeAll(ledger);
        market.write(NQ, volume(1));
        market.readAll();

        market.drop(NQ);
        market.readAll();
        market.readAll();

        assertThat(ledger.updates()).hasSize(2);
        ledger.verify("after the return", Set.of(NQ), market);
    }

    @Test
    void readingAgainFromTheBeginningNeverTakesTheCacheOrASubscriberBack() {
        client.subscribeAll(ledger);
        market.write(NQ, volume(1));
        market.readAll();
        for (int volume = 2; volume <= 40; volume++) {
            market.read(market.write(NQ, volume(volume)));
        }
        int told = ledger.updates().size();

        market.readAll();

        assertThat(ledger.updates()).hasSize(told);
        assertThat(read(NQ).position()).isEqualTo(market.written(NQ));
        assertThat(client.figures().bootstraps()).isEqualTo(2);
    }

    @Test
    void correctedStateIsReadAtOnceAndToldInFullWithTheNextVersion() {
        client.subscribeAll(ledger);
        market.write(NQ, volume(1));
        market.readAll();

        market.read(List.of(market.correction(NQ, volume(7))));
        assertThat(read(NQ).value()).isEqualTo(volume(7));
        market.read(market.write(NQ, volume(8)));

        assertThat(client.figures().healed()).isEqualTo(1);
        assertThat(ledger.updates()).hasSize(2);
        assertThat(ledger.latest()).isInstanceOf(MarketUpdate.Full.class);
        ledger.verify("after the correction", Set.of(NQ), market);
    }

    @Test
    void listenerThatThrowsLosesItsSubscriptionAndHurtsNobody() {
        client.subscribeAll(update -> {
            throw new IllegalStateException("thrown by a test");
        });
        client.subscribeAll(ledger);
        market.write(NQ, volume(1));
        market.readAll();
        market.read(market.write(NQ, volume(2)));

        assertThat(client.figures().failedListeners()).isEqualTo(1);
        ledger.verify("beside a listener that threw", Set.of(NQ), market);
    }

    @Test
    void closedSubscriptionIsToldNothingMore() {
        market.write(NQ, volume(1));
        market.readAll();
        Subscription subscription = client.subscribeAll(ledger);
        market.read(List.of());
        subscription.close();
        market.read(market.write(NQ, volume(2)));

        assertThat(ledger.updates()).hasSize(1);
    }

    @Test
    void clientThatIsNotReadySaysWhatItWaitsFor() throws InterruptedException {
        market.listener().waiting("Kafka at nowhere:1");
        assertThatThrownBy(() -> client.awaitReady(Duration.ofMillis(1)))
                .isInstanceOf(NotReadyException.class)
                .hasMessageContaining("waiting for Kafka at nowhere:1");

        market.readAll();
        client.awaitReady(Duration.ofMillis(1));
    }

    private void canaryBeats(long beat) {
        market.read(market.write(CANARY_OF_NQ, volume(beat)));
    }
}

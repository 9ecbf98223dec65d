package io.deltatape.bridge.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deltatape.bridge.market.BookLevels.Effect;
import io.deltatape.contract.BookSide.Order;
import io.deltatape.contract.Field;
import java.util.Comparator;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BookTest {
    private static final int FULL = BookLevels.LEVELS_MAX;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aSideIsWhatATreeWouldHold(long seed) {
        var random = new Random(seed);
        Order order = seed % 2 == 0 ? Order.ASCENDING : Order.DESCENDING;
        var side = new BookLevels(order, 15);
        var tree = new TreeMap<Long, Long>(
                order == Order.ASCENDING ? Comparator.naturalOrder() : Comparator.reverseOrder());
        long prices = 1 + random.nextLong(600);
        for (int i = 0; i < 20_000; i++) {
            long price = random.nextLong(prices) - prices / 2;
            long size = random.nextInt(20);
            if (random.nextInt(2_000) == 0) {
                side.clear();
                tree.clear();
            } else if (random.nextInt(3) == 0) {
                boolean wasThere = tree.remove(price) != null;
                assertThat(side.delete(price)).isEqualTo(wasThere ? Effect.DONE : Effect.LEVEL_MISSING);
            } else {
                side.set(price, size);
                tree.merge(price, size, (_, now) -> now);
                tree.remove(price, 0L);
            }
            side.keepBest();

            assertThat(side.best())
                    .as("seed %d step %d", seed, i)
                    .isEqualTo(tree.entrySet().stream()
                            .limit(15)
                            .flatMapToLong(level -> LongStream.of(level.getKey(), level.getValue()))
                            .toArray());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"DESCENDING", "ASCENDING"})
    void aFullSideDropsTheLevelFarthestFromTheBest(Order order) {
        long worse = order == Order.DESCENDING ? -1 : 1;
        var side = new BookLevels(order, FULL);
        for (int i = 1; i <= FULL; i++) {
            assertThat(side.set(worse * i, i)).isEqualTo(Effect.DONE);
        }

        assertThat(side.set(worse * (FULL + 1), 7)).isEqualTo(Effect.LEVEL_DROPPED);
        assertThat(side.delete(worse * (FULL + 1))).isEqualTo(Effect.LEVEL_MISSING);
        assertThat(side.set(0, 7)).isEqualTo(Effect.LEVEL_DROPPED);
        assertThat(side.delete(worse * FULL)).isEqualTo(Effect.LEVEL_MISSING);
        assertThat(side.set(worse, 9)).isEqualTo(Effect.DONE);

        side.keepBest();
        assertThat(side.best()).hasSize(2 * FULL).startsWith(0L, 7L, worse, 9L, 2 * worse, 2L);
        assertThat(side.best()[2 * FULL - 2]).isEqualTo(worse * (FULL - 1));
    }

    @Test
    void whatIsPublishedStaysUntilTheNextBatchEnds() {
        var book = new Book(3);
        book.bids().set(99, 1);
        book.endBatch(5);
        book.clear();
        book.bids().set(100, 1);
        book.asks().set(100, 1);

        assertThat(book.isCrossed()).isTrue();
        assertThat(book.state().value(Field.BID)).isEqualTo(99);
        assertThat(book.state().asks().levels()).isZero();
        assertThat(book.state().value(Field.TS_EVENT)).isEqualTo(5);

        book.endBatch(6);
        assertThat(book.state().value(Field.ASK)).isEqualTo(100);
    }

    @Test
    void theLevelsPublishedHaveALimit() {
        assertThatThrownBy(() -> new Book(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Book(FULL + 1)).hasMessage("65536 levels published: expected 1 to 65535");
    }
}

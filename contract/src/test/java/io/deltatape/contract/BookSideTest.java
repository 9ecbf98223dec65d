package io.deltatape.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The sorted arrays against a sorted map that does the same the slow way.
final class BookSideTest {
    private static final int SEEDS = 3_000;

    private static NavigableMap<Long, Long> oracle(BookSide.Order order) {
        return new TreeMap<>(
                order == BookSide.Order.ASCENDING ? Comparator.<Long>naturalOrder() : Comparator.reverseOrder());
    }

    private static BookSide side(Map<Long, Long> levels, BookSide.Order order) {
        return BookSide.of(
                order,
                levels.entrySet().stream()
                        .flatMap(e -> Stream.of(e.getKey(), e.getValue()))
                        .mapToLong(Long::longValue)
                        .toArray());
    }

    private static void assertSame(BookSide side, Map<Long, Long> levels, long seed) {
        assertThat(side.levels()).as("levels, seed %d", seed).isEqualTo(levels.size());
        int i = 0;
        for (Map.Entry<Long, Long> level : levels.entrySet()) {
            assertThat(side.price(i)).as("price %d, seed %d", i, seed).isEqualTo(level.getKey());
            assertThat(side.size(i)).as("size %d, seed %d", i, seed).isEqualTo(level.getValue());
            i++;
        }
    }

    private static NavigableMap<Long, Long> levels(SplittableRandom random, BookSide.Order order, long sizeMin) {
        NavigableMap<Long, Long> levels = oracle(order);
        int count = random.nextInt(25);
        for (int i = 0; i < count; i++) {
            long price = random.nextInt(50) == 0 ? Long.MIN_VALUE + random.nextInt(3) : random.nextLong(-20, 20);
            levels.put(price, random.nextLong(sizeMin, 4));
        }
        return levels;
    }

    @ParameterizedTest
    @EnumSource
    void levelsInAnyOrderAreSortedAndTheLastOfEqualPricesCounts(BookSide.Order order) {
        for (long seed = 0; seed < SEEDS; seed++) {
            var random = new SplittableRandom(seed);
            var pairs = new long[2 * random.nextInt(30)];
            NavigableMap<Long, Long> expected = oracle(order);
            for (int i = 0; i < pairs.length; i += 2) {
                pairs[i] = random.nextLong(-10, 10);
                pairs[i + 1] = random.nextLong(0, 4);
                expected.put(pairs[i], pairs[i + 1]);
            }
            assertSame(BookSide.of(order, pairs), expected, seed);
        }
    }

    @ParameterizedTest
    @EnumSource
    void changesAppliedLeaveNoLevelOfSizeZero(BookSide.Order order) {
        for (long seed = 0; seed < SEEDS; seed++) {
            var random = new SplittableRandom(seed);
            NavigableMap<Long, Long> book = levels(random, order, 1);
            NavigableMap<Long, Long> changes = levels(random, order, 0);
            BookSide changed = side(book, order).with(side(changes, order), order);

            book.putAll(changes);
            book.values().removeIf(size -> size == 0);
            assertSame(changed, book, seed);
        }
    }

    @ParameterizedTest
    @EnumSource
    void mergedChangesKeepRemovalsAndTheLaterOneCounts(BookSide.Order order) {
        for (long seed = 0; seed < SEEDS; seed++) {
            var random = new SplittableRandom(seed);
            NavigableMap<Long, Long> first = levels(random, order, 0);
            NavigableMap<Long, Long> next = levels(random, order, 0);
            BookSide merged = side(first, order).mergedWith(side(next, order), order);

            first.putAll(next);
            assertSame(merged, first, seed);
        }
    }

    @ParameterizedTest
    @EnumSource
    void changesFromOneBookToAnotherAreExactlyTheLevelsThatDiffer(BookSide.Order order) {
        for (long seed = 0; seed < SEEDS; seed++) {
            var random = new SplittableRandom(seed);
            NavigableMap<Long, Long> from = levels(random, order, 1);
            NavigableMap<Long, Long> to = levels(random, order, 1);
            BookSide changes = side(from, order).changesTo(side(to, order), order);

            NavigableMap<Long, Long> expected = oracle(order);
            from.keySet().forEach(price -> expected.put(price, 0L));
            expected.putAll(to);
            expected.entrySet().removeIf(e -> e.getValue().equals(from.get(e.getKey())));
            assertSame(changes, expected, seed);
            assertThat(side(from, order).with(changes, order))
                    .as("seed %d", seed)
                    .isEqualTo(side(to, order));
        }
    }

    @Test
    void bidsBeginWithTheHighestPriceAndAsksWithTheLowest() {
        assertThat(BookSide.of(BookSide.Order.DESCENDING, 1, 5, 3, 6).price(0)).isEqualTo(3);
        assertThat(BookSide.of(BookSide.Order.ASCENDING, 3, 6, 1, 5).price(0)).isEqualTo(1);
    }

    @Test
    void refusesHalfALevelAndMoreLevelsThanTheChecksumCanCount() {
        assertThatThrownBy(() -> BookSide.of(BookSide.Order.ASCENDING, 1, 2, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 numbers");
        assertThatThrownBy(() -> BookSide.of(BookSide.Order.ASCENDING, new long[2 * BookSide.LEVELS_MAX + 2]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsItsLevelsWhenTheCallersArrayChanges() {
        long[] pairs = {1, 5, 2, 6};
        BookSide side = BookSide.of(BookSide.Order.ASCENDING, pairs);
        pairs[1] = 99;

        assertThat(side.size(0)).isEqualTo(5);
    }
}

package io.deltatape.bridge.rollover;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.contract.Symbol;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RolloverTest {
    private static final Contract U25 = contract("NQU25-CME", 2025, 9);
    private static final Contract Z25 = contract("NQZ25-CME", 2025, 12);
    private static final Contract H26 = contract("NQH26-CME", 2026, 3);
    private static final Rollover NQ = rollover("monday");

    private static Contract contract(String symbol, int year, int month) {
        return new Contract(new Symbol(symbol), "NQ", YearMonth.of(year, month));
    }

    private static Rollover rollover(String rule) {
        var root = new FutureRoot("NQ", MonthCode.months("HMUZ"), ExpiryRule.THIRD_FRIDAY_US, RollRule.parse(rule));
        return new Rollover(root, 2, 5, 5);
    }

    private static Continuous alias(int rank, Contract contract) {
        return Continuous.of(rank, contract);
    }

    private static RollPlan plan(String date, Contract... present) {
        return NQ.plan(List.of(present), LocalDate.parse(date));
    }

    /// A market of several years with all contracts there: day by day the front is the first contract of those
    /// whose roll dates, all listed, lie ahead; it changes on roll dates only, and every contract ends retired.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theFrontIsTheFirstThatHasNotRolled(long seed) {
        var random = new Random(seed);
        String rule = List.of("monday", "thursday", "expiry", "days:10", "days:99", "prior-month:20")
                .get((int) (seed % 6));
        Rollover rollover = rollover(rule);
        var contracts = new ArrayList<Contract>();
        var rolls = new HashMap<LocalDate, Contract>();
        for (YearMonth month = YearMonth.of(2023, 3); month.getYear() < 2028; month = month.plusMonths(3)) {
            Contract contract = contract("NQ" + month, month.getYear(), month.getMonthValue());
            contracts.add(contract);
            rolls.put(rollover.root().rollDate(month).orElseThrow(), contract);
        }
        Collections.shuffle(contracts, random);
        RollPlan before = RollPlan.none("NQ");
        for (LocalDate date = LocalDate.of(2023, 6, 1); date.getYear() < 2027; date = date.plusDays(1)) {
            if (random.nextInt(4) == 0) {
                continue;
            }
            String what = "seed " + seed + " rule " + rule + " date " + date;
            LocalDate day = date;
            List<Contract> chain = rolls.entrySet().stream()
                    .filter(entry -> day.isBefore(entry.getKey()))
                    .sorted(Map.Entry.comparingByKey())
                    .map(Map.Entry::getValue)
                    .limit(2)
                    .toList();

            RollPlan plan = rollover.next(before, contracts, date);

            assertThat(plan.aliases()).as(what).containsExactly(alias(0, chain.get(0)), alias(1, chain.get(1)));
            LocalDate since = before.tradeDate();
            boolean isRolled = !since.equals(LocalDate.MIN)
                    && rolls.keySet().stream().anyMatch(on -> on.isAfter(since) && !on.isAfter(day));
            assertThat(plan.since(before).stream().anyMatch(RollEvent.AliasChanged.class::isInstance))
                    .as(what)
                    .isEqualTo(isRolled);
            assertThat(plan.retired()).as(what).containsAll(before.retired());
            before = plan;
        }
        assertThat(before.retired()).as("seed %d", seed).hasSizeBetween(14, 16);
    }

    /// Whatever files are there: aliases only follow what is there and has not expired, a plan equals itself, and the
    /// order of files does not matter.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whateverIsThereThePlanHoldsTogether(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            var present = new ArrayList<Contract>();
            for (int n = random.nextInt(6); n > 0; n--) {
                int months = random.nextInt(24);
                YearMonth month = YearMonth.of(2025, 1).plusMonths(months);
                present.add(contract("NQ" + month + "-" + random.nextInt(2), month.getYear(), month.getMonthValue()));
            }
            LocalDate date = LocalDate.of(2025, 1, 1).plusDays(random.nextInt(730));
            String what = "seed " + seed + " case " + i + " " + present + " on " + date;

            RollPlan plan = NQ.plan(present, date);

            Collections.shuffle(present, random);
            assertThat(NQ.plan(present, date)).as(what).isEqualTo(plan);
            assertThat(plan.since(plan)).as(what).isEmpty();
            for (Continuous continuous : plan.aliases()) {
                assertThat(present).as(what).contains(continuous.contract());
                assertThat(NQ.root().expiry().latest(continuous.contract().month()))
                        .as(what)
                        .isAfterOrEqualTo(date);
            }
            plan.notices()
                    .forEach(notice -> assertThat(notice.message()).as(what).isNotBlank());
        }
    }

    @Test
    void septemberRollsToDecemberOnTheMondayBeforeTheThirdFriday() {
        RollPlan friday = plan("2025-09-12", U25, Z25, H26);
        RollPlan monday = plan("2025-09-15", U25, Z25, H26);

        assertThat(friday.aliases()).containsExactly(alias(0, U25), alias(1, Z25));
        assertThat(monday.aliases()).containsExactly(alias(0, Z25), alias(1, H26));
        assertThat(monday.since(friday))
                .containsExactly(
                        new RollEvent.AliasChanged(alias(0, U25), alias(0, Z25), LocalDate.of(2025, 9, 15)),
                        new RollEvent.AliasChanged(alias(1, Z25), alias(1, H26), LocalDate.of(2025, 9, 15)));
        assertThat(alias(0, Z25).alias()).hasToString("NQ.c.0");
    }

    @Test
    void aRollIsAnnouncedSomeDaysAhead() {
        var ahead = new RollNotice.RollAhead(U25, YearMonth.of(2025, 12), LocalDate.of(2025, 9, 15), 5);

        assertThat(plan("2025-09-09", U25, Z25).notices()).isEmpty();
        assertThat(plan("2025-09-10", U25, Z25).notices()).containsExactly(ahead);
        assertThat(ahead.message())
                .isEqualTo("NQ rolls from NQU25-CME to 2025-12 with trade date 2025-09-15, in 5 days");
    }

    @Test
    void aNextContractThatIsNotThereIsAskedForInTime() {
        RollPlan before = plan("2025-09-12", U25);
        RollPlan after = plan("2025-09-15", U25);
        var missing = new RollNotice.ContractMissing("NQ", YearMonth.of(2025, 12), LocalDate.of(2025, 9, 15));

        assertThat(before.notices()).contains(missing);
        assertThat(after.notices()).containsExactly(missing);
        assertThat(after.aliases()).as("the old one stands in").containsExactly(alias(0, U25));
        assertThat(plan("2025-09-20", U25).aliases()).as("until it has expired").isEmpty();
        assertThat(plan("2025-09-15", U25, H26).aliases())
                .as("a later one never does")
                .containsExactly(alias(0, U25));
        assertThat(plan("2025-09-15", H26).aliases()).isEmpty();
        assertThat(plan("2025-09-15").notices()).as("a root without files").isEmpty();
        assertThat(missing.message()).contains("subscribe to it in Sierra Chart");
    }

    @Test
    void anExpiredContractIsToldThenRetired() {
        RollPlan last = plan("2025-09-19", U25, Z25);
        RollPlan expired = plan("2025-09-22", U25, Z25);
        RollPlan kept = plan("2025-09-24", U25, Z25);
        RollPlan retired = plan("2025-09-25", U25, Z25);

        assertThat(last.notices()).isEmpty();
        assertThat(expired.notices())
                .containsExactly(new RollNotice.Expired(U25, LocalDate.of(2025, 9, 19), LocalDate.of(2025, 9, 24)));
        assertThat(kept.retired()).isEmpty();
        assertThat(retired.retired()).isEqualTo(Set.of(U25.symbol()));
        assertThat(retired.notices()).isEmpty();
        assertThat(retired.since(kept)).containsExactly(new RollEvent.Retired(U25.symbol(), LocalDate.of(2025, 9, 25)));
    }

    @Test
    void juneteenthMovesTheExpiryAndNotTheMonday() {
        Contract june = contract("NQM26-CME", 2026, 6);
        Contract september = contract("NQU26-CME", 2026, 9);

        assertThat(plan("2026-06-15", june, september).aliases()).containsExactly(alias(0, september));
        assertThat(plan("2026-06-18", june, september).notices()).isEmpty();
        assertThat(plan("2026-06-19", june, september).notices())
                .containsExactly(new RollNotice.Expired(june, LocalDate.of(2026, 6, 18), LocalDate.of(2026, 6, 23)));
    }

    @Test
    void aRootNeverGoesBack() {
        RollPlan monday = NQ.next(RollPlan.none("NQ"), List.of(U25, Z25), LocalDate.of(2025, 9, 15));

        RollPlan late = NQ.next(monday, List.of(U25, Z25), LocalDate.of(2025, 9, 12));

        assertThat(late).isEqualTo(monday);
    }

    @Test
    void aliasesBeginAndEndWithTheirFiles() {
        RollPlan none = RollPlan.none("NQ");
        RollPlan one = NQ.next(none, List.of(Z25), LocalDate.of(2025, 10, 1));
        RollPlan gone = NQ.next(one, List.of(), LocalDate.of(2025, 10, 2));

        assertThat(one.since(none)).containsExactly(new RollEvent.AliasBegan(alias(0, Z25), LocalDate.of(2025, 10, 1)));
        assertThat(gone.since(one)).containsExactly(new RollEvent.AliasEnded(alias(0, Z25), LocalDate.of(2025, 10, 2)));
    }

    @Test
    void twoNamesOfOneContractAreSaidAndTheFirstCounts() {
        Contract other = contract("NQZ25_FUT_CME", 2025, 12);

        RollPlan plan = plan("2025-10-01", other, Z25);

        assertThat(plan.aliases()).containsExactly(alias(0, Z25));
        assertThat(plan.notices()).containsExactly(new RollNotice.Duplicate(Z25, other));
    }

    @Test
    void withoutARuleThereIsNoFrontAndStillAnEnd() {
        var cl = new FutureRoot("CL", MonthCode.months(MonthCode.LETTERS), ExpiryRule.UNKNOWN, RollRule.parse("none"));
        var x25 = new Contract(new Symbol("CLX25-NYMEX"), "CL", YearMonth.of(2025, 11));
        var rollover = new Rollover(cl, 2, 5, 5);

        assertThat(rollover.plan(List.of(x25), LocalDate.of(2025, 10, 20)).aliases())
                .isEmpty();
        assertThat(rollover.plan(List.of(x25), LocalDate.of(2025, 12, 5)).retired())
                .isEmpty();
        assertThat(rollover.plan(List.of(x25), LocalDate.of(2025, 12, 6)).retired())
                .containsExactly(x25.symbol());
    }

    @Test
    void noAliasesAreMadeOfARootThatIsNotToHaveAny() {
        var without = new Rollover(NQ.root(), 0, 5, 5);

        RollPlan plan = without.plan(List.of(U25, Z25), LocalDate.of(2025, 9, 12));

        assertThat(plan.aliases()).isEmpty();
        assertThat(plan.notices()).isEmpty();
    }
}

package io.deltatape.bridge.rollover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RollRuleTest {
    private static final List<String> RULES =
            List.of("monday", "thursday", "expiry", "days:0", "days:7", "days:99", "prior-month:1", "prior-month:31");

    /// What [FutureRoot] rests on.
    @Test
    void aContractRollsBeforeItsMonthIsOverAndAfterTheOneBeforeIt() {
        for (ExpiryRule expiry : ExpiryRule.values()) {
            for (String text : RULES) {
                RollRule rule = RollRule.parse(text);
                LocalDate before = LocalDate.MIN;
                for (YearMonth month = YearMonth.of(2000, 1); month.getYear() < 2060; month = month.plusMonths(1)) {
                    LocalDate rolls = rule.rollDate(month, expiry).orElse(LocalDate.MAX);
                    if (rule.fits(expiry)) {
                        assertThat(rolls)
                                .as("%s %s %s", expiry, text, month)
                                .isAfter(before)
                                .isBeforeOrEqualTo(month.atEndOfMonth());
                        before = rolls;
                    } else {
                        assertThat(rolls).isEqualTo(LocalDate.MAX);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "monday,         third-friday-us, 2025-09, 2025-09-15",
        "thursday,       third-friday-us, 2025-09, 2025-09-11",
        "expiry,         third-friday-us, 2025-09, 2025-09-19",
        "days:2,         third-friday-us, 2025-09, 2025-09-17",
        "monday,         third-friday-us, 2026-06, 2026-06-15",
        "expiry,         third-friday-us, 2026-06, 2026-06-18",
        "thursday,       third-friday-us, 2014-12, 2014-12-11",
        "monday,         third-friday-us, 2022-06, 2022-06-13",
        "expiry,         vix,             2025-08, 2025-08-20",
        "prior-month:17, unknown,         2026-12, 2026-11-17",
        "prior-month:31, unknown,         2026-12, 2026-11-30",
        "prior-month:17, unknown,         2027-01, 2026-12-17"
    })
    void knownRolls(String rule, String expiry, YearMonth month, LocalDate expected) {
        assertThat(RollRule.parse(rule).rollDate(month, ExpiryRule.parse(expiry)))
                .contains(expected);
    }

    @Test
    void noDateIsMadeUpWhereTheExpiryIsNotKnown() {
        for (String rule : List.of("monday", "thursday", "expiry", "days:3", "none")) {
            assertThat(RollRule.parse(rule).rollDate(YearMonth.of(2026, 12), ExpiryRule.UNKNOWN))
                    .as(rule)
                    .isEmpty();
        }
        assertThat(RollRule.parse("monday").rollDate(YearMonth.of(2026, 12), ExpiryRule.VIX))
                .isEmpty();
        assertThat(RollRule.parse("none").rollDate(YearMonth.of(2026, 12), ExpiryRule.THIRD_FRIDAY_US))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Monday", "friday", "days:", "days:100", "days:-1", "prior-month:0", "prior-month:32"})
    void whatIsNoRuleIsRefused(String text) {
        assertThatThrownBy(() -> RollRule.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(RollRule.FORMS);
    }

    @Test
    void lettersOfMonths() {
        assertThat(MonthCode.months("HMUZ")).hasSize(4);
        assertThat(MonthCode.months("")).isEmpty();
        assertThatThrownBy(() -> MonthCode.months("HH")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MonthCode.months("HA")).isInstanceOf(IllegalArgumentException.class);
    }
}

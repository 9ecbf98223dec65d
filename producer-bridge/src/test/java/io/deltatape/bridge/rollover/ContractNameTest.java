package io.deltatape.bridge.rollover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ContractNameTest {
    private static final List<String> ROOTS = List.of("ES", "NQ", "6E", "M2K", "FDAX", "VX", "B", "10Y", "BTC");
    private static final List<String> FORMS = List.of("%s-CME", "%s_FUT_CFE", "%s.CBOT", "F.US.%s", "%s");

    /// Names of every form, put together from their parts, give the parts back.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aNameGivesTheRootAndMonthThatItWasMadeOf(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            String root = ROOTS.get(random.nextInt(ROOTS.size()));
            int form = random.nextInt(FORMS.size());
            var reference = LocalDate.of(1995 + random.nextInt(60), 1 + random.nextInt(12), 1);
            boolean isShort = form < 4 && random.nextBoolean();
            int year = reference.getYear() + (isShort ? random.nextInt(-4, 6) : random.nextInt(-49, 51));
            Month month = Month.of(1 + random.nextInt(12));
            String digits = isShort ? "" + year % 10 : "%02d".formatted(year % 100);
            String name = FORMS.get(form).formatted(root + MonthCode.LETTERS.charAt(month.getValue() - 1) + digits);

            assertThat(ContractName.parse(name, reference))
                    .as("seed %d case %d name %s reference %s", seed, i, name, reference)
                    .hasValueSatisfying(parsed -> {
                        assertThat(parsed.root()).isEqualTo(root);
                        assertThat(parsed.month()).isEqualTo(YearMonth.of(year, month));
                    });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "NQU25-CME,     NQ,  2025-09, CME,   EXCHANGE",
        "NQU25_FUT_CME, NQ,  2025-09, CME,   EXCHANGE",
        "NQU6.CME,      NQ,  2026-09, CME,   EXCHANGE",
        "F.US.ENQM25,   ENQ, 2025-06, '',    CQG",
        "YMZ24-CBOT,    YM,  2024-12, CBOT,  EXCHANGE",
        "VXQ25_FUT_CFE, VX,  2025-08, CFE,   EXCHANGE",
        "FDAXZ25-EUREX, FDAX, 2025-12, EUREX, EXCHANGE",
        "6EZ25-CME,     6E,  2025-12, CME,   EXCHANGE",
        "M2KH26-CME,    M2K, 2026-03, CME,   EXCHANGE",
        "CLZ26,         CL,  2026-12, '',    EXCHANGE",
        "ESH98-CME,     ES,  1998-03, CME,   EXCHANGE"
    })
    void namesOfSierraChartAreUnderstood(
            String name, String root, YearMonth month, String exchange, ContractName.Naming naming) {
        assertThat(ContractName.parse(name, LocalDate.of(2025, 8, 4)))
                .contains(new ContractName(root, month, exchange, naming));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "VIX_CGI",
                "BTCUSDT_PERP_BINANCE",
                "SPY",
                "NQ",
                "NQ.c.0",
                "xNQU25-CME",
                "NQU25-CMEx",
                "nqu25-cme",
                "NQU25-CME[M]",
                "NQU25-NQZ25-CME",
                "NQU225-CME",
                "NQU-CME",
                "NQA25-CME",
                "U25-CME",
                "NQU25_CME",
                "NQU25-",
                "NQU25-C",
                "F.US.ENQ",
                "F.ENQM25",
                "S.US.ENQM25",
                "ESZ6",
                "123U25-CME",
                "ESZ6-CME-2",
                " NQU25-CME",
                "",
                "~bridge.0"
            })
    void whatIsNoContractIsNone(String name) {
        assertThat(ContractName.parse(name, LocalDate.of(2025, 8, 4))).as(name).isEmpty();
    }

    @Test
    void aYearOfOneDigitIsTheOneNearestToTheReference() {
        assertThat(year("NQU5.CME", 2025)).isEqualTo(2025);
        assertThat(year("NQU0.CME", 2025)).isEqualTo(2030);
        assertThat(year("NQU1.CME", 2025)).isEqualTo(2021);
        assertThat(year("NQU9.CME", 2030)).isEqualTo(2029);
        assertThat(year("NQU6.CME", 2016)).isEqualTo(2016);
    }

    private static int year(String name, int reference) {
        return ContractName.parse(name, LocalDate.of(reference, 12, 31))
                .orElseThrow()
                .month()
                .getYear();
    }
}

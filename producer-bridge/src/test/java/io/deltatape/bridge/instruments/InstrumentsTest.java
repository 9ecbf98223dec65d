package io.deltatape.bridge.instruments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deltatape.bridge.market.SessionRule;
import io.deltatape.bridge.rollover.Continuous;
import io.deltatape.bridge.rollover.Contract;
import io.deltatape.contract.Delivery;
import io.deltatape.contract.Instrument;
import io.deltatape.contract.Price;
import io.deltatape.contract.Quotation;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.config.Setting;
import io.deltatape.contract.config.Settings;
import io.deltatape.contract.config.SettingsException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InstrumentsTest {
    private static final LocalDate REFERENCE = LocalDate.of(2026, 11, 24);

    private static Instruments with(Map<String, String> given) {
        Settings settings = Settings.of(Map.of(), given);
        Instruments instruments = Instruments.from(settings);
        settings.throwIfProblems();
        return instruments;
    }

    private static Instrument describe(Instruments instruments, String symbol) {
        return instruments.describe(new Symbol(symbol), REFERENCE, "scid");
    }

    /// The worth of a tick, which exchanges and brokers state beside the tick: a second look at each row of the table.
    @ParameterizedTest
    @CsvSource({
        "ES, 12.5",
        "NQ, 5",
        "YM, 5",
        "RTY, 5",
        "EMD, 10",
        "MES, 1.25",
        "MNQ, 0.5",
        "MYM, 0.5",
        "M2K, 0.5",
        "CL, 10",
        "MCL, 1",
        "QM, 12.5",
        "NG, 10",
        "RB, 4.2",
        "HO, 4.2",
        "GC, 10",
        "MGC, 1",
        "SI, 25",
        "SIL, 5",
        "HG, 12.5",
        "PL, 5",
        "ZB, 31.25",
        "ZN, 15.625",
        "ZF, 7.8125",
        "ZT, 7.8125",
        "UB, 31.25",
        "TN, 15.625",
        "ZC, 12.5",
        "ZS, 12.5",
        "ZW, 12.5",
        "6E, 6.25",
        "6J, 6.25",
        "6B, 6.25",
        "6A, 5",
        "6C, 5",
        "BTC, 25",
        "MBT, 0.5",
        "VX, 50",
        "FDAX, 25",
        "FDXM, 5",
        "FDXS, 1",
        "FESX, 10"
    })
    void aTickOfAFutureIsWorthWhatItsExchangeSays(String root, String worth) {
        Quotation quotation = describe(Instruments.builtIn(), root + "Z26").quotation();

        assertThat(decimal(quotation.tickSize()).multiply(decimal(quotation.multiplier())))
                .isEqualByComparingTo(worth);
    }

    private static BigDecimal decimal(long nanos) {
        return BigDecimal.valueOf(nanos, Price.DIGITS_MAX);
    }

    @Test
    void everyFutureOfTheTableIsComplete() {
        InstrumentTable table = BuiltInTable.read();

        for (Listing listing : table.listings().values()) {
            if (listing.months().isEmpty()) {
                assertThat(listing.rollsByDefault()).as(listing.name()).isFalse();
            } else {
                assertThat(listing.description()).as(listing.name()).isNotBlank();
                assertThat(listing.session()).as(listing.name()).isNotBlank();
                assertThat(listing.quotation().currency()).as(listing.name()).matches("[A-Z]{3}");
                assertThat(listing.quotation().tickSize()).as(listing.name()).isPositive();
                assertThat(listing.quotation().multiplier()).as(listing.name()).isPositive();
            }
        }
        assertThat(table.listings().values().stream()
                        .filter(listing -> !listing.cqg().isEmpty()))
                .extracting(Listing::cqg)
                .doesNotHaveDuplicates();
    }

    @Test
    void aContractIsDescribedByItsRoot() {
        var symbol = new Symbol("NQU25-CME");

        assertThat(describe(Instruments.builtIn(), "NQU25-CME"))
                .isEqualTo(new Instrument(
                        symbol,
                        symbol,
                        "E-mini Nasdaq-100",
                        new Quotation(Price.parse("0.25"), 2, Price.parse("20"), "USD"),
                        "cme",
                        new Delivery.Contract(
                                "NQ", YearMonth.of(2025, 9), LocalDate.of(2025, 9, 15), LocalDate.of(2025, 9, 19)),
                        "scid"));
    }

    @Test
    void aContractOfCqgIsOfTheExchangesRoot() {
        assertThat(Instruments.builtIn().contract(new Symbol("F.US.ENQM25"), REFERENCE))
                .contains(new Contract(new Symbol("F.US.ENQM25"), "NQ", YearMonth.of(2025, 6)));
        assertThat(describe(Instruments.builtIn(), "F.US.ENQM25").description()).isEqualTo("E-mini Nasdaq-100");
        assertThat(describe(Instruments.builtIn(), "ENQM25-CME").description())
                .as("in a name of the exchange's it is another root")
                .isEmpty();
    }

    @Test
    void noDatesAreMadeUp() {
        var oil = (Delivery.Contract)
                describe(Instruments.builtIn(), "CLZ26-NYMEX").delivery();
        var vix = (Delivery.Contract)
                describe(Instruments.builtIn(), "VXQ25_FUT_CFE").delivery();
        var dax = (Delivery.Contract)
                describe(Instruments.builtIn(), "FDAXM26-EUREX").delivery();
        var other =
                (Delivery.Contract) describe(Instruments.builtIn(), "XYZZ26-XX").delivery();

        assertThat(oil.rollDate()).isEqualTo(Delivery.UNKNOWN_DATE);
        assertThat(oil.expiryDate()).isEqualTo(Delivery.UNKNOWN_DATE);
        assertThat(vix.rollDate()).isEqualTo(Delivery.UNKNOWN_DATE);
        assertThat(vix.expiryDate()).isEqualTo("2025-08-20");
        assertThat(dax.rollDate()).isEqualTo(Delivery.UNKNOWN_DATE);
        assertThat(dax.expiryDate()).isEqualTo("2026-06-19");
        assertThat(other.expiryDate()).isEqualTo(Delivery.UNKNOWN_DATE);
    }

    @Test
    void whatIsNoFutureHasNoDelivery() {
        for (String symbol : new String[] {"VIX_CGI", "SPY", "BTCUSDT_PERP_BINANCE", "NEWTHING"}) {
            assertThat(describe(Instruments.builtIn(), symbol).delivery())
                    .as(symbol)
                    .isEqualTo(Delivery.NONE);
        }
        assertThat(describe(Instruments.builtIn(), "NEWTHING").quotation()).isEqualTo(Quotation.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "NQU25-CME, cme",
        "VIX_CGI, rth-us",
        "SPX_CGI, rth-us",
        "SPY, rth-us",
        "BTCUSDT_PERP_BINANCE, utc",
        "BTCX26-CME, cme-crypto",
        "FDAXZ26-EUREX, eurex",
        "FGBLZ26-EUREX, eurex",
        "VXQ25_FUT_CFE, cme",
        "NEWTHING, cme",
        "NEWZ26-CME, cme"
    })
    void sessionsAreRightWithoutConfiguration(String symbol, String rule) {
        assertThat(Instruments.builtIn().sessionRule(new Symbol(symbol)).id()).isEqualTo(rule);
    }

    @Test
    void theNearestWordOnSessionsCounts() {
        Instruments instruments = with(Map.of(
                "bridge.sessions",
                "NQU25-CME=utc, NQ=eurex, *_BINANCE=Asia/Tokyo@00:00, *-CME=rth-us, *=Europe/London@01:00"));

        assertThat(instruments.sessionRule(new Symbol("NQU25-CME"))).isEqualTo(SessionRule.UTC);
        assertThat(instruments.sessionRule(new Symbol("NQZ25-CME"))).isEqualTo(SessionRule.EUREX);
        assertThat(instruments.sessionRule(new Symbol("F.US.ENQM25"))).isEqualTo(SessionRule.EUREX);
        assertThat(instruments.sessionRule(new Symbol("ESZ25-CME"))).isEqualTo(SessionRule.RTH_US);
        assertThat(instruments.sessionRule(new Symbol("ESZ25_FUT_CME"))).isEqualTo(SessionRule.CME);
        assertThat(instruments.sessionRule(new Symbol("A_BINANCE"))).hasToString("Asia/Tokyo@00:00");
        assertThat(instruments.sessionRule(new Symbol("SPY"))).isEqualTo(SessionRule.RTH_US);
        assertThat(instruments.sessionRule(new Symbol("NEWTHING"))).hasToString("Europe/London@01:00");
    }

    @Test
    void configurationReplacesWhatIsKnown() {
        Instruments instruments = with(Map.of(
                "bridge.instruments",
                "NQ.multiplier=21, NQZ26-CME.tick=0.5, NQZ26-CME.digits=3, NEW.tick=0.01, NEW.currency=EUR,"
                        + " NEW.description=Something new, NEW.months=MZ, NEW.expiry=third-friday-eurex,"
                        + " VIX_CGI.digits=4"));

        assertThat(describe(instruments, "NQZ26-CME").quotation())
                .isEqualTo(new Quotation(Price.parse("0.5"), 3, Price.parse("21"), "USD"));
        assertThat(describe(instruments, "NQH27-CME").quotation())
                .isEqualTo(new Quotation(Price.parse("0.25"), 2, Price.parse("21"), "USD"));
        assertThat(((Delivery.Contract) describe(instruments, "NQZ26-CME").delivery()).rollDate())
                .isEqualTo("2026-12-14");
        Instrument other = describe(instruments, "NEWZ26");
        assertThat(other.quotation()).isEqualTo(new Quotation(Price.parse("0.01"), 2, 0, "EUR"));
        assertThat(other.description()).isEqualTo("Something new");
        assertThat(((Delivery.Contract) other.delivery()).expiryDate()).isEqualTo("2026-12-18");
        assertThat(describe(instruments, "VIX_CGI").quotation().digits()).isEqualTo(4);
        assertThat(describe(instruments, "VIX_CGI").sessionRule()).isEqualTo("rth-us");
    }

    @Test
    void aliasesFollowRootsWhoseConventionIsKnown() {
        Instruments builtIn = Instruments.builtIn();

        assertThat(builtIn.rollover("NQ").ranks()).isEqualTo(2);
        assertThat(builtIn.root("NQ").rollDate(YearMonth.of(2026, 12))).contains(LocalDate.of(2026, 12, 14));
        assertThat(builtIn.root("CL").rollDate(YearMonth.of(2026, 12))).isEmpty();
        assertThat(builtIn.root("FDAX").rollDate(YearMonth.of(2026, 12))).isEmpty();
        assertThat(builtIn.root("NEW").rollDate(YearMonth.of(2026, 12))).isEmpty();
    }

    @Test
    void configurationChoosesRulesAndRoots() {
        Instruments instruments = with(Map.of(
                "bridge.roll.rule", "thursday, CL=prior-month:17, VX=expiry, FDAX=days:1, ES=none",
                "bridge.roll.roots", "NQ, CL",
                "bridge.roll.alert", "9",
                "bridge.roll.retire", "0"));

        assertThat(instruments.root("NQ").rollDate(YearMonth.of(2025, 9))).contains(LocalDate.of(2025, 9, 11));
        assertThat(instruments.root("CL").rollDate(YearMonth.of(2026, 12))).contains(LocalDate.of(2026, 11, 17));
        assertThat(instruments.root("VX").rollDate(YearMonth.of(2025, 8))).contains(LocalDate.of(2025, 8, 20));
        assertThat(instruments.root("FDAX").rollDate(YearMonth.of(2026, 6))).contains(LocalDate.of(2026, 6, 18));
        assertThat(instruments.root("ES").rollDate(YearMonth.of(2026, 6))).isEmpty();
        assertThat(instruments.rollover("CL").ranks()).isEqualTo(2);
        assertThat(instruments.rollover("VX").ranks()).isZero();
        assertThat(instruments.rollover("NQ").alertDays()).isEqualTo(9);
        assertThat(instruments.rollover("NQ").retireDays()).isZero();
        assertThat(with(Map.of("bridge.roll.roots", "none")).rollover("NQ").ranks())
                .isZero();
    }

    @Test
    void anAliasIsDescribedAsItsContract() {
        Contract contract = Instruments.builtIn()
                .contract(new Symbol("NQZ26-CME"), REFERENCE)
                .orElseThrow();
        var continuous = new Continuous(new Symbol("NQ.c.0"), contract);

        Instrument alias = Instruments.builtIn().describe(continuous, REFERENCE, "scid");

        assertThat(alias.symbol()).hasToString("NQ.c.0");
        assertThat(alias.shows()).hasToString("NQZ26-CME");
        assertThat(alias.isAlias()).isTrue();
        assertThat(alias.sessionRule()).isEqualTo("cme");
        assertThat(alias.delivery())
                .isEqualTo(describe(Instruments.builtIn(), "NQZ26-CME").delivery());
    }

    @Test
    void allProblemsAreSaidAtOnce() {
        assertThatThrownBy(() -> with(Map.of(
                        "bridge.sessions", "NQ=globex, *A*=utc",
                        "bridge.instruments",
                                "NQ.tick=0, NQ.digits=12, NQ.colour=red, tick=1, NQ.months=HA, NQ.expiry=friday,"
                                        + " *X.tick=1",
                        "bridge.roll.rule", "tuesday, CL=expiry, NEW=prior-month:3, 6E=days:x",
                        "bridge.roll.roots", "NQ, GC",
                        "bridge.roll.alert", "91",
                        "bridge.roll.retire", "-1")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("bridge.sessions gives NQ \"globex\", expected one of cme, cme-crypto")
                .hasMessageContaining("bridge.sessions names \"*A*\", expected at most one *")
                .hasMessageContaining("bridge.instruments gives NQ.tick \"0\", expected a decimal number above zero")
                .hasMessageContaining("bridge.instruments gives NQ.digits \"12\", expected 0 to 9")
                .hasMessageContaining("bridge.instruments gives NQ.colour \"red\", expected one of tick, digits")
                .hasMessageContaining("bridge.instruments gives tick \"1\", expected NAME.attribute=value")
                .hasMessageContaining("bridge.instruments gives *X.tick \"1\", expected NAME.attribute=value")
                .hasMessageContaining("bridge.instruments gives NQ.months \"HA\", expected letters of months")
                .hasMessageContaining("bridge.instruments gives NQ.expiry \"friday\", expected one of third-friday-us")
                .hasMessageContaining("bridge.roll.rule has \"tuesday\", expected monday, thursday")
                .hasMessageContaining("bridge.roll.rule has \"6E=days:x\"")
                .hasMessageContaining("bridge.roll.rule gives CL a rule that follows its expiry, which is unknown")
                .hasMessageContaining("bridge.roll.rule names NEW, of which no delivery months are known")
                .hasMessageContaining("bridge.roll.roots names GC, for which no roll rule is known")
                .hasMessageContaining("bridge.roll.alert is \"91\"")
                .hasMessageContaining("bridge.roll.retire is \"-1\"");
        assertThatThrownBy(() -> with(Map.of("bridge.roll.rule", "prior-month:3")))
                .hasMessageContaining("bridge.roll.rule is prior-month for all roots");
    }

    @Test
    void everyKeyHasItsOwnName() {
        assertThat(Instruments.KEYS).extracting(Setting::key).hasSize(6).doesNotHaveDuplicates();
    }
}

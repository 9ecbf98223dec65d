package io.deltatape.bridge.market;

import io.deltatape.contract.Price;
import java.math.BigInteger;

/// The volume-weighted mean price of a session, summed exactly in 128 bits and rounded once, when asked for.
///
/// Known only while every price is known at which volume traded: a bar with different prices inside makes it unknown
/// until the next session. Not thread-safe.
final class Vwap {
    private static final int FINER_DIGITS = 2;

    private long sumHigh;
    private long sumLow;
    private long volume;
    private int digits;
    private boolean unknown;

    void reset() {
        sumHigh = 0;
        sumLow = 0;
        volume = 0;
        digits = 0;
        unknown = false;
    }

    void add(MarketRecord trade) {
        digits = Price.digits(trade.close(), digits);
        if (trade.volume() == 0) {
            return;
        }
        unknown |= trade.high() != trade.low();
        long low = trade.close() * trade.volume();
        long sum = sumLow + low;
        long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        sumHigh += Math.multiplyHigh(trade.close(), trade.volume()) + carry;
        sumLow = sum;
        volume += trade.volume();
    }

    boolean isKnown() {
        return volume > 0 && !unknown;
    }

    /// In nanos, rounded half-even to two digits more than the prices of the session have.
    long value() {
        BigInteger unit = BigInteger.valueOf(Price.unit(Math.min(digits + FINER_DIGITS, Price.DIGITS_MAX)));
        BigInteger divisor = unit.multiply(BigInteger.valueOf(volume));
        BigInteger[] parts = sum().divideAndRemainder(divisor);
        BigInteger twice = parts[1].abs().shiftLeft(1);
        int half = twice.compareTo(divisor);
        boolean away = half > 0 || (half == 0 && parts[0].testBit(0));
        BigInteger rounded = away ? parts[0].add(BigInteger.valueOf(sumHigh < 0 ? -1 : 1)) : parts[0];
        return rounded.multiply(unit).longValueExact();
    }

    private BigInteger sum() {
        BigInteger low = BigInteger.valueOf(sumLow >>> 1).shiftLeft(1).add(BigInteger.valueOf(sumLow & 1));
        return BigInteger.valueOf(sumHigh).shiftLeft(Long.SIZE).add(low);
    }
}

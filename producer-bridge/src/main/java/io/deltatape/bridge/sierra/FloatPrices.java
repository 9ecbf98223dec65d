package io.deltatape.bridge.sierra;

import static io.deltatape.bridge.market.MarketRecord.ABSENT;

import io.deltatape.contract.Price;
import java.math.BigDecimal;
import java.util.Arrays;

/// Turns the float32 prices of one instrument into nanos, exactly as [Price#ofFloat] does but fast: prices repeat, so
/// the last ones are remembered, and a usual price is found without text.
///
/// The fast way: the fewest decimal digits k for which the nearest number with k digits is the float again. With up to
/// eight digits and magnitudes below 2^24 every step is exact in a double, so the answer is the shortest decimal, the
/// one that [Float#toString] writes. Not thread-safe.
final class FloatPrices {
    private static final int REMEMBERED_DEFAULT = 256;
    private static final int DIGITS_MAX = 8;
    private static final float FAST_MIN = 1e-3f;
    private static final float FAST_MAX = 1 << 24;
    /// Leaves room to round figures made of prices.
    static final long NANOS_MAX = 9_000_000_000_000_000_000L;

    private static final double[] POWER = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8};

    private final BigDecimal multiplier;
    private final boolean isPlain;
    private final int[] bitsSeen;
    private final long[] nanosSeen;
    /// Leaves as many bits of a hash as a slot's number has.
    private final int slotShift;

    FloatPrices(BigDecimal multiplier) {
        this(multiplier, REMEMBERED_DEFAULT);
    }

    /// Remembers so many prices, a power of two.
    FloatPrices(BigDecimal multiplier, int remembered) {
        this.bitsSeen = new int[remembered];
        this.nanosSeen = new long[remembered];
        this.slotShift = Integer.SIZE - Integer.numberOfTrailingZeros(remembered);
        this.multiplier = multiplier;
        this.isPlain = multiplier.compareTo(BigDecimal.ONE) == 0;
        Arrays.fill(nanosSeen, ABSENT);
    }

    /// The price in nanos; [io.deltatape.bridge.market.MarketRecord#ABSENT] if it is zero, not finite or too large.
    long nanos(int floatBits) {
        int slot = (floatBits * 0x9E3779B9) >>> slotShift;
        if (bitsSeen[slot] != floatBits || floatBits == 0) {
            nanosSeen[slot] = convert(Float.intBitsToFloat(floatBits));
            bitsSeen[slot] = floatBits;
        }
        return nanosSeen[slot];
    }

    private long convert(float price) {
        if (price == 0 || !Float.isFinite(price)) {
            return ABSENT;
        }
        float magnitude = Math.abs(price);
        if (isPlain && magnitude >= FAST_MIN && magnitude < FAST_MAX) {
            for (int digits = 0; digits <= DIGITS_MAX; digits++) {
                double scaled = Math.rint(price * POWER[digits]);
                if ((float) (scaled / POWER[digits]) == price) {
                    return ((long) scaled) * Price.unit(digits);
                }
            }
        }
        return convertSlowly(price);
    }

    private long convertSlowly(float price) {
        try {
            long nanos = Price.ofFloat(price, multiplier);
            return nanos == 0 || nanos > NANOS_MAX || nanos < -NANOS_MAX ? ABSENT : nanos;
        } catch (ArithmeticException e) {
            return ABSENT;
        }
    }
}

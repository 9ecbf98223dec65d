package io.deltatape.simulator;

import java.util.ArrayDeque;
import java.util.Deque;

/// The static variables of an ACSIL study's DLL, shared by all charts that it is applied to: that is how volumes,
/// VWAP and sequence of one symbol come to depend on the others. Makes up values as the study does:
///
/// | value | v2 | v3, v3_FIXED |
/// |---|---|---|
/// | volume, last size | of the chart's last bar | the same |
/// | bid and ask size | half the bar's number of trades each | 0.4 and 0.6 of the bar's volume |
/// | bid and ask without a quote | the bar's low and high | a tenth of the bar's range around the price |
/// | VWAP | (high + low + last) / 3 | over the last 200 exports of all charts |
/// | total volume | - | the bar's volume, added at each export |
/// | trades | 1 | exports so far |
/// | side | - | guessed from price and quote |
///
/// One for all writers of a run, which must share a thread.
public final class AcsilGlobals {
    private static final int VWAP_EXPORTS = 200;
    private static final int SEQUENCE_MASK = 0xFFFF;
    private static final float BID_SHARE = 0.4f;
    private static final float ASK_SHARE = 0.6f;
    private static final float SPREAD_SHARE = 0.1f;
    private static final float TICK = 0.25f;

    private final Deque<Export> recent = new ArrayDeque<>();
    private long totalVolume;
    private long exports;

    private record Export(float price, long volume) {}

    /// The export of a chart in one of the forms.
    AcsilSnapshot export(AcsilChart chart, AcsilForm form) {
        return switch (form) {
            case V2 -> v2(chart);
            case V3, V3_FIXED -> v3(chart, form);
        };
    }

    private static AcsilSnapshot v2(AcsilChart chart) {
        SimulatedRecord bar = chart.bar();
        long volume = Integer.toUnsignedLong(bar.totalVolume());
        long size = chart.hasQuote() ? bar.numTrades() / 2 : volume / 2;
        return new AcsilSnapshot(
                chart.unixUs(),
                bar.close(),
                bar.open(),
                bar.high(),
                bar.low(),
                volume,
                volume,
                chart.hasQuote() ? chart.bid() : bar.low(),
                chart.hasQuote() ? chart.ask() : bar.high(),
                size,
                size,
                volume > 0 ? (bar.high() + bar.low() + bar.close()) / 3 : 0,
                1,
                'U',
                0);
    }

    private AcsilSnapshot v3(AcsilChart chart, AcsilForm form) {
        SimulatedRecord bar = chart.bar();
        long volume = Integer.toUnsignedLong(bar.totalVolume());
        float spread = Math.max(TICK, (bar.high() - bar.low()) * SPREAD_SHARE);
        float bid = chart.hasQuote() ? chart.bid() : bar.close() - spread;
        float ask = chart.hasQuote() ? chart.ask() : bar.close() + spread;
        totalVolume += volume;
        AcsilSnapshot snapshot = new AcsilSnapshot(
                chart.unixUs(),
                bar.close(),
                bar.open(),
                bar.high(),
                bar.low(),
                volume,
                totalVolume,
                bid,
                ask,
                chart.hasQuote() ? (long) (volume * BID_SHARE) : volume / 2,
                chart.hasQuote() ? (long) (volume * ASK_SHARE) : volume / 2,
                vwap(bar.close()),
                exports + 1,
                side(bar.close(), bid, ask, form),
                (int) exports & SEQUENCE_MASK);
        exports++;
        remember(new Export(bar.close(), volume));
        return snapshot;
    }

    private void remember(Export export) {
        recent.addLast(export);
        if (recent.size() > VWAP_EXPORTS) {
            recent.removeFirst();
        }
    }

    private float vwap(float price) {
        double sum = 0;
        long volume = 0;
        for (Export export : recent) {
            sum += (double) export.price() * export.volume();
            volume += export.volume();
        }
        return volume == 0 ? price : (float) (sum / volume);
    }

    private static char side(float price, float bid, float ask, AcsilForm form) {
        if (form == AcsilForm.V3_FIXED) {
            return price >= (bid + ask) / 2 ? 'B' : 'S';
        }
        return price >= ask ? 'B' : price <= bid ? 'S' : 'U';
    }
}

package io.deltatape.simulator;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;

/// A kind of file that the simulator writes beside each .scid file, from the same records.
public enum Companion {
    /// The order book, `MarketDepthData/SYMBOL.YYYY-MM-DD.depth`; for records with a quote, on a grid of 0.25.
    DEPTH,
    /// JSON snapshots in the `ACSILOutput` folder, in one of the studies' forms.
    ACSIL_V2,
    ACSIL_V3,
    ACSIL_V3_FIXED,
    /// Sessions, `SYMBOL.dly`, lines ended by LF.
    DAILY,
    /// The same, lines ended by CRLF.
    DAILY_CRLF;

    private static final double TICK = 0.25;
    private static final int BOOK_LEVELS = 10;
    private static final int DEPTH_TORN_BYTES_MAX = 5 * DepthRecord.BYTES;
    private static final int ACSIL_TORN_BYTES_MAX = 400;

    /// Opens a symbol's file; `random` and `globals` decide what is made up.
    CompanionFile open(
            Path dataFolder, String symbol, SimulatorOptions options, SplittableRandom random, AcsilGlobals globals)
            throws IOException {
        return switch (this) {
            case DEPTH -> depth(dataFolder, symbol, options, random);
            case ACSIL_V2 -> acsil(dataFolder, symbol, AcsilForm.V2, options.tornShare(), random, globals);
            case ACSIL_V3 -> acsil(dataFolder, symbol, AcsilForm.V3, options.tornShare(), random, globals);
            case ACSIL_V3_FIXED -> acsil(dataFolder, symbol, AcsilForm.V3_FIXED, options.tornShare(), random, globals);
            case DAILY -> new DailyFeed(DailyWriter.open(dataFolder, symbol, LineEnd.LF), random);
            case DAILY_CRLF -> new DailyFeed(DailyWriter.open(dataFolder, symbol, LineEnd.CRLF), random);
        };
    }

    private static DepthFeed depth(Path dataFolder, String symbol, SimulatorOptions options, SplittableRandom random)
            throws IOException {
        TornTail tornTail = TornTail.sometimes(options.tornShare(), DEPTH_TORN_BYTES_MAX, random.split());
        DepthOptions depth = DepthOptions.DEFAULT
                .withTornTail(tornTail)
                .withHandle(options.files().handle());
        return new DepthFeed(new RandomBook(TICK, BOOK_LEVELS, random), DepthWriter.open(dataFolder, symbol, depth));
    }

    private static AcsilWriter acsil(
            Path dataFolder,
            String symbol,
            AcsilForm form,
            double tornShare,
            SplittableRandom random,
            AcsilGlobals globals)
            throws IOException {
        return AcsilWriter.open(
                dataFolder, symbol, form, globals, TornTail.sometimes(tornShare, ACSIL_TORN_BYTES_MAX, random));
    }
}

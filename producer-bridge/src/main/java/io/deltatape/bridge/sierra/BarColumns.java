package io.deltatape.bridge.sierra;

import io.deltatape.contract.Field;

/// Where the columns of a bar export stand; -1 for one that it does not have.
///
/// | column | names, by letters and digits, in any case |
/// |---|---|
/// | date, time, open, high, low | `Date`, `Time`, `Open`, `High`, `Low` |
/// | last | `Last`, `Close` |
/// | volume | `Volume` |
/// | trades | `NumberOfTrades`, `# of Trades`, `NumTrades`, `Trades` |
/// | bid volume, ask volume | `BidVolume`, `BidVol`, `AskVolume`, `AskVol` |
///
/// Every other column, such as a study's, is ignored; of two with a name the first counts. Immutable.
record BarColumns(
        int date,
        int time,
        int open,
        int high,
        int low,
        int last,
        int volume,
        int trades,
        int bidVolume,
        int askVolume) {
    static BarColumns of(TextHeader header) {
        return new BarColumns(
                header.column("date"),
                header.column("time"),
                header.column("open"),
                header.column("high"),
                header.column("low"),
                header.column("last", "close"),
                header.column("volume"),
                header.column("numberoftrades", "oftrades", "numtrades", "trades"),
                header.column("bidvolume", "bidvol"),
                header.column("askvolume", "askvol"));
    }

    /// Whether there is what makes a bar.
    boolean areWhole() {
        return date >= 0 && time >= 0 && open >= 0 && high >= 0 && low >= 0 && last >= 0;
    }

    /// The fields of which an export without some columns says nothing, as a mask.
    int unknownFields() {
        int mask = volume < 0 ? Field.VOLUME.bit() | Field.VWAP.bit() | Field.LAST_SIZE.bit() : 0;
        mask |= trades < 0 ? Field.TRADES.bit() : 0;
        mask |= bidVolume < 0 ? Field.BID_VOLUME.bit() : 0;
        mask |= askVolume < 0 ? Field.ASK_VOLUME.bit() : 0;
        return mask;
    }
}

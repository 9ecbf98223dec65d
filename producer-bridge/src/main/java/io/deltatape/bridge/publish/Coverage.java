package io.deltatape.bridge.publish;

import io.deltatape.contract.Symbol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/// Finds out up to which offset of each partition of `market.trades` the snapshots in Kafka say everything, so that a
/// bridge that starts has to read back only what comes after.
///
/// In a round it notes where each partition's acknowledged trades end, and how far each symbol's reach. In the next it
/// looks whether acknowledged snapshots say as much by then; a partition all of whose symbols do is covered up to the
/// noted end. Owned by the market thread.
public final class Coverage {
    /// How far a symbol's trades reach according to its last acknowledged snapshot.
    public interface Reported {
        TradePosition of(Symbol symbol);
    }

    private record Noted(TradeLane lane, TradePosition position) {}

    private final long[] covered;
    private final long[] notedEnds;
    private List<Noted> noted = List.of();

    /// Begins with what the bridge before was sure of.
    Coverage(long[] covered) {
        this.covered = covered.clone();
        notedEnds = new long[covered.length];
    }

    /// Ends a round and begins the next; gives the symbols whose snapshots say less than is acknowledged.
    List<Symbol> look(Collection<TradeLane> lanes, TradeSession session, Reported reported) {
        var isCovered = new boolean[covered.length];
        Arrays.fill(isCovered, true);
        for (Noted entry : noted) {
            isCovered[entry.lane.partition] &= reported.of(entry.lane.symbol).compareTo(entry.position) >= 0;
        }
        for (int p = 0; p < covered.length; p++) {
            covered[p] = isCovered[p] ? Math.max(covered[p], notedEnds[p]) : covered[p];
            notedEnds[p] = session.acknowledgedEnd(p); // before the positions: these may only be further
        }
        var now = new ArrayList<Noted>();
        var unreported = new ArrayList<Symbol>();
        for (TradeLane lane : lanes) {
            TradePosition position = lane.acknowledged();
            now.add(new Noted(lane, position));
            if (reported.of(lane.symbol).compareTo(position) < 0) {
                unreported.add(lane.symbol);
            }
        }
        noted = now;
        return unreported;
    }

    /// The offset in a partition before which snapshots say everything; 0 until that is known.
    long of(int partition) {
        return covered[partition];
    }
}

package io.deltatape.bridge;

import io.deltatape.bridge.sierra.DepthFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The .depth files of one symbol that are of use: the day's whose book is shown, and a later day's until it has a
/// book.
/// Owned by the market thread.
final class DepthDays {
    private record Day(long epochDay, DepthFile file) {}

    /// The earlier day first, two at most.
    private final List<Day> days = new ArrayList<>(3);

    /// Whether a day's file would be of use.
    boolean takes(long epochDay) {
        if (days.isEmpty() || epochDay > days.getLast().epochDay) {
            return true;
        }
        boolean isSettled = days.getLast().file.hasBook();
        boolean isKnown = days.stream().anyMatch(day -> day.epochDay == epochDay);
        return !isSettled && !isKnown && (days.size() == 1 || epochDay > days.getFirst().epochDay);
    }

    /// Takes a day's file in; gives the one that is of no use any longer.
    Optional<DepthFile> put(long epochDay, DepthFile file) {
        days.add(new Day(epochDay, file));
        days.sort(Comparator.comparingLong(Day::epochDay));
        return days.size() > 2 ? Optional.of(days.removeFirst().file) : settle();
    }

    /// To be called when a file was read; gives the one that is of no use any longer.
    Optional<DepthFile> settle() {
        boolean isOver = days.size() > 1 && days.getLast().file.hasBook();
        return isOver ? Optional.of(days.removeFirst().file) : Optional.empty();
    }

    /// The file whose book is shown, that of the latest day that has one; the latest of all before there is a book.
    Optional<DepthFile> shown() {
        return days.reversed().stream()
                .map(Day::file)
                .filter(DepthFile::hasBook)
                .findFirst()
                .or(() -> days.isEmpty() ? Optional.empty() : Optional.of(days.getLast().file));
    }
}

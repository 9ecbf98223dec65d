package io.deltatape.bridge;

/// What a bridge counts and measures of itself: the one table of names and meanings that status, metrics and log read.
///
/// A total only grows from the start of the process; a level is what is so now.
public enum Figure {
    FILES(Kind.LEVEL, "files", "files known"),
    UNREADABLE(Kind.LEVEL, "files_unreadable", "files that could not be read the last time"),
    REFUSED(Kind.LEVEL, "files_refused", "files that cannot be taken, by their name or another file of the symbol"),
    FOLDERS_LOST(Kind.TOTAL, "folders_lost", "times that a folder was gone"),
    EVENTS(Kind.TOTAL, "events", "changes that the system told of"),
    EVENTS_FIRST(Kind.TOTAL, "events_first", "of these, changes that nothing had noticed before"),
    PROBES(Kind.TOTAL, "probes", "times that a file's size was asked for"),
    PROBES_FIRST(Kind.TOTAL, "probes_first", "of these, changes that nothing had noticed before"),
    RESCANS(Kind.TOTAL, "rescans", "times that every file was looked at"),
    READS(Kind.TOTAL, "reads", "reads of a file, however much was new"),
    RECORDS(Kind.TOTAL, "records", "records read, whatever became of them"),
    BYTES(Kind.TOTAL, "bytes", "bytes of these records"),
    TORN_READS(Kind.TOTAL, "reads_torn", "reads that found the end of the file within a record"),
    INCARNATIONS(Kind.TOTAL, "incarnations", "times that a file turned out to be another one under a known name"),
    BAD_PRICES(Kind.TOTAL, "records_bad_price", "records left out because a price cannot be one"),
    BAD_TIMES(Kind.TOTAL, "records_bad_time", "records left out because their time cannot be one"),
    BAD_QUOTES(Kind.TOTAL, "records_bad_quote", "trades whose bid or ask was left out"),
    OUT_OF_ORDER(Kind.TOTAL, "records_out_of_order", "records earlier than the one before them; they count"),
    LATE(Kind.TOTAL, "records_late", "records of a session before the current one, left out of its figures"),
    SESSIONS_GIVEN_UP(Kind.TOTAL, "sessions_given_up", "sessions begun by a trade of a wrong time, and begun anew"),
    BATCHES(Kind.TOTAL, "depth_batches", "batches of changes to a book that ended"),
    CROSSED_BOOKS(Kind.TOTAL, "depth_books_crossed", "batches that left the best bid not below the best ask"),
    LEVELS_MISSING(Kind.TOTAL, "depth_levels_missing", "records that delete a level which is not there"),
    LEVELS_DROPPED(Kind.TOTAL, "depth_levels_dropped", "levels dropped because their side was full"),
    BAD_COMMANDS(Kind.TOTAL, "depth_commands_bad", "records with a command that the format does not have"),
    BAD_ROWS(Kind.TOTAL, "text_rows_bad", "rows of text files left out"),
    ESTIMATED_STATES(Kind.TOTAL, "json_states", "states taken from JSON snapshots, all estimated by their source"),
    UNKNOWN_SOURCES(Kind.TOTAL, "json_sources_unknown", "of these, states of a source that is not known"),
    TORN_JSON(Kind.TOTAL, "json_torn", "times that a JSON snapshot was half written or no JSON"),
    BAD_VALUES(Kind.TOTAL, "json_values_bad", "values of JSON snapshots left out"),
    SNAPSHOTS(Kind.TOTAL, "snapshots", "snapshots given to Kafka, canaries included"),
    SNAPSHOT_BYTES(Kind.TOTAL, "snapshot_bytes", "their bytes"),
    SNAPSHOTS_DEFERRED(Kind.TOTAL, "snapshots_deferred", "states that had to wait, of which only the latest is sent"),
    SNAPSHOT_FAILURES(Kind.TOTAL, "snapshot_failures", "snapshots that Kafka did not take"),
    SNAPSHOTS_IN_FLIGHT(Kind.LEVEL, "snapshots_in_flight", "snapshots not acknowledged yet"),
    SNAPSHOTS_WAITING(Kind.LEVEL, "snapshots_waiting", "symbols whose latest state waits to be sent"),
    TRADES(Kind.TOTAL, "trades", "trades and beginnings given to Kafka"),
    TRADE_BYTES(Kind.TOTAL, "trade_bytes", "their bytes"),
    TRADE_FAILURES(Kind.TOTAL, "trade_failures", "times that Kafka did not take a trade and all went on at its end"),
    TRADE_READ_FAILURES(Kind.TOTAL, "trade_read_failures", "times that trades could not be read from their file"),
    TRADES_IN_FLIGHT(Kind.LEVEL, "trades_in_flight", "trades not acknowledged yet"),
    TRADES_WAITING(Kind.LEVEL, "trades_waiting", "symbols with trades that wait in their file"),
    ROLLS(Kind.TOTAL, "rolls", "times that a continuous alias went over to another contract"),
    STATUS_FAILURES(Kind.TOTAL, "status_failures", "statuses that Kafka did not take");

    /// How a figure goes over time.
    public enum Kind {
        TOTAL,
        LEVEL
    }

    private final Kind kind;
    private final String word;
    private final String meaning;

    Figure(Kind kind, String word, String meaning) {
        this.kind = kind;
        this.word = word;
        this.meaning = meaning;
    }

    public Kind kind() {
        return kind;
    }

    /// The name in status and log.
    public String word() {
        return word;
    }

    /// The name in Prometheus' text.
    public String metric() {
        return "bridge_" + word + (kind == Kind.TOTAL ? "_total" : "");
    }

    public String meaning() {
        return meaning;
    }
}

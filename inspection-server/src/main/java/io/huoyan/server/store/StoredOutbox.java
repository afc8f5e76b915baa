package io.huoyan.server.store;

import io.huoyan.core.evidence.Evidence;
import io.huoyan.server.outbox.Outbox;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The outbox of the store: read by its readers, marked by its writer. */
final class StoredOutbox implements Outbox {
    private static final OptionalLong ALWAYS = OptionalLong.of(1);
    private static final Logger LOG = LoggerFactory.getLogger(StoredOutbox.class);

    private final Readers readers;
    private final GroupCommit writer;
    private final Clock clock;
    private final Turns turns;
    private volatile Runnable listener = () -> {};

    /** Whose turn it is to send. */
    @FunctionalInterface
    interface Turns {
        /** Nobody else has the store. */
        Turns ALWAYS_OURS = () -> ALWAYS;

        /** The number of our turn; empty if it is another's. */
        OptionalLong number();
    }

    StoredOutbox(Readers readers, GroupCommit writer, Clock clock, Turns turns) {
        this.readers = readers;
        this.writer = writer;
        this.clock = clock;
        this.turns = turns;
    }

    @Override
    public List<Row> waiting(long afterSequence, int rowsMax) {
        return readers.outbox("the outbox", table -> table.waiting(afterSequence, rowsMax));
    }

    @Override
    public void delivered(long sequence) {
        writer.submit(new Mark(sequence));
    }

    @Override
    public long depth() {
        return readers.outbox("the outbox", OutboxTable::depth);
    }

    @Override
    public OptionalLong turn() {
        return turns.number();
    }

    @Override
    public void onWrite(Runnable newListener) {
        this.listener = newListener;
    }

    /** Rows are on disk. */
    void wrote(int rows) {
        if (rows > 0) {
            listener.run();
        }
    }

    /** Somebody else may have written, or our turn began. */
    void changed() {
        listener.run();
    }

    /** Notes that a row was acknowledged. */
    private final class Mark implements GroupCommit.Job {
        private final long sequence;
        private final AtomicBoolean finished = new AtomicBoolean();

        Mark(long sequence) {
            this.sequence = sequence;
        }

        @Override
        public void write(WriterTables tables) throws SQLException {
            var unused = tables.outbox().delivered(sequence, clock.instant());
        }

        @Override
        public List<Evidence> pictures() {
            return List.of();
        }

        @Override
        public void done() {
            finished.set(true);
        }

        @Override
        public void failed(Throwable reason) {
            finished.set(true);
            LOG.warn(
                    "outbox row {} was delivered but could not be marked: it is delivered again after a restart",
                    sequence,
                    reason);
        }

        @Override
        public boolean isFinished() {
            return finished.get();
        }
    }
}

package io.huoyan.server.store;

import io.huoyan.core.evidence.Evidence;
import io.huoyan.server.outbox.Outbox;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The outbox of the store: read by its readers, marked by its writer. */
final class SqliteOutbox implements Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteOutbox.class);

    private final Readers readers;
    private final OutboxTable writing;
    private final GroupCommit writer;
    private final Clock clock;
    private final AtomicLong depth;
    private volatile Runnable listener = () -> {};

    /** @param writing on the writer's connection; used by the writer's thread alone */
    SqliteOutbox(Readers readers, OutboxTable writing, GroupCommit writer, Clock clock) throws SQLException {
        this.readers = readers;
        this.writing = writing;
        this.writer = writer;
        this.clock = clock;
        this.depth = new AtomicLong(writing.depth());
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
        return depth.get();
    }

    @Override
    public void onWrite(Runnable newListener) {
        this.listener = newListener;
    }

    /** Rows are on disk. */
    void wrote(int rows) {
        if (rows > 0) {
            depth.addAndGet(rows);
            listener.run();
        }
    }

    /** Notes that a row was acknowledged. */
    private final class Mark implements GroupCommit.Job {
        private final long sequence;
        private int marked;
        private boolean finished;

        Mark(long sequence) {
            this.sequence = sequence;
        }

        @Override
        public void write() throws SQLException {
            marked = writing.delivered(sequence, clock.instant());
        }

        @Override
        public List<Evidence> pictures() {
            return List.of();
        }

        @Override
        public void done() {
            finished = true;
            depth.addAndGet(-marked);
        }

        @Override
        public void failed(Throwable reason) {
            finished = true;
            LOG.warn(
                    "outbox row {} was delivered but could not be marked: it is delivered again after a restart",
                    sequence,
                    reason);
        }

        @Override
        public boolean isFinished() {
            return finished;
        }
    }
}

package io.huoyan.server.store;

import io.huoyan.core.dossier.VehicleFiles.StoreException;
import io.huoyan.core.evidence.Evidence;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. It takes all commits that wait into one transaction, each behind a savepoint of its own,
 * so that they share one sync of the disk and none of each other's failures.
 *
 * <p>If the shared transaction cannot be committed, or a picture cannot be written, all is rolled back and each commit
 * is tried alone: the ones at fault fail, the others do not notice.
 */
final class GroupCommit implements AutoCloseable {
    /** Commits that wait; more hold up their callers. */
    private static final int WAITING_MAX = 4096;
    /** Commits in one transaction. */
    private static final int TOGETHER_MAX = 256;

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    private final Database database;
    private final PictureFolder pictures;
    private final BlockingQueue<Job> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
    private final ReadWriteLock door = new ReentrantReadWriteLock();
    private final Thread thread;
    private boolean closed;

    /** @param database the one that writes; closed by its owner after this */
    GroupCommit(Database database, PictureFolder pictures) {
        this.database = database;
        this.pictures = pictures;
        this.thread = new Thread(this::write, "huoyan-store-writer");
        thread.start();
    }

    /** Hands in a job; its {@code done} or {@code failed} will be called once. Waits while the queue is full. */
    void submit(Job job) {
        door.readLock().lock();
        try {
            if (closed) {
                throw new StoreException("the store is closed; nothing can be written", null);
            }
            waiting.put(job);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while waiting to write; nothing was written", e);
        } finally {
            door.readLock().unlock();
        }
    }

    private void write() {
        var together = new ArrayList<Job>();
        while (true) {
            try {
                together.add(waiting.take());
            } catch (InterruptedException e) {
                LOG.error("the store's writer was interrupted by nobody known; it goes on", e);
                continue;
            }
            waiting.drainTo(together, TOGETHER_MAX - 1);
            boolean last = together.remove(Last.INSTANCE);
            if (!together.isEmpty()) {
                writeTogether(together);
            }
            together.clear();
            if (last) {
                return;
            }
        }
    }

    private void writeTogether(List<Job> jobs) {
        var planned = new ArrayList<Job>();
        try {
            database.run("BEGIN IMMEDIATE");
            for (Job job : jobs) {
                if (plan(job)) {
                    planned.add(job);
                }
            }
            pictures.write(
                    planned.stream().flatMap(job -> job.pictures().stream()).toList());
            database.run("COMMIT");
        } catch (SQLException | IOException | RuntimeException | Error e) {
            rollBack();
            List<Job> unfinished =
                    jobs.stream().filter(job -> !job.isFinished()).toList();
            if (unfinished.size() == 1) {
                unfinished.get(0).failed(asStoreException(e));
            } else {
                unfinished.forEach(job -> writeTogether(List.of(job)));
            }
            return;
        }
        planned.forEach(Job::done);
    }

    /** False if the job failed by itself; nothing of it is then in the transaction. */
    private boolean plan(Job job) throws SQLException {
        database.run("SAVEPOINT job");
        try {
            job.write();
            database.run("RELEASE job");
            return true;
        } catch (SQLException e) {
            database.run("ROLLBACK TO job; RELEASE job;");
            job.failed(asStoreException(e));
        } catch (RuntimeException | Error e) {
            database.run("ROLLBACK TO job; RELEASE job;");
            job.failed(e);
        }
        return false;
    }

    private void rollBack() {
        try {
            database.run("ROLLBACK");
        } catch (SQLException e) {
            LOG.debug("nothing to roll back: SQLite had done so itself", e);
        }
    }

    private static Throwable asStoreException(Throwable e) {
        return e instanceof SQLException || e instanceof IOException
                ? new StoreException("the store could not write: " + e.getMessage(), e)
                : e;
    }

    /** Writes what waits, then ends the thread. */
    @Override
    public void close() {
        door.writeLock().lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            waiting.put(Last.INSTANCE);
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            door.writeLock().unlock();
        }
    }

    /** What is to be written. */
    interface Job {
        /** Writes to the open transaction; may be called again after a roll-back. */
        void write() throws SQLException;

        /** What must be on disk before the transaction is; asked after {@link #write}. */
        List<Evidence> pictures();

        /** It is on disk. */
        void done();

        /** It is not, and will not be. */
        void failed(Throwable reason);

        /** True after {@link #done} or {@link #failed}. */
        boolean isFinished();
    }

    /** The last job of all. */
    private enum Last implements Job {
        INSTANCE;

        @Override
        public void write() {}

        @Override
        public List<Evidence> pictures() {
            return List.of();
        }

        @Override
        public void done() {}

        @Override
        public void failed(Throwable reason) {}

        @Override
        public boolean isFinished() {
            return true;
        }
    }
}

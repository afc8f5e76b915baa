package io.huoyan.server.store;

import io.huoyan.core.dossier.InspectionJson;
import io.huoyan.core.dossier.VehicleFiles.StoreException;
import io.huoyan.core.evidence.Evidence;
import io.huoyan.server.store.pictures.PictureFolder;
import io.huoyan.server.store.sql.Engine;
import io.huoyan.server.store.sql.UnexpectedChangeException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. It takes all commits that wait into one transaction, each behind a savepoint of its own
 * where that is cheap, so that they share one sync of the disk and none of each other's failures.
 *
 * <p>If the shared transaction cannot be committed, or a picture cannot be written, all is rolled back and each commit
 * is tried alone: the ones at fault fail, the others do not notice. After a connection broke, all are tried once more
 * on a new one: planners look again, and see what of theirs had been committed after all.
 */
final class GroupCommit implements AutoCloseable {
    /** Commits that wait; more hold up their callers. */
    private static final int WAITING_MAX = 4096;
    /** Commits in one transaction. */
    private static final int TOGETHER_MAX = 256;

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    private final Engine engine;
    private final InspectionJson json;
    private final PictureFolder pictures;
    private final long pictureBytesMax;
    private final BlockingQueue<Job> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
    private final ReadWriteLock door = new ReentrantReadWriteLock();
    private final Thread thread;
    private boolean closed;
    /** As the last transaction found it. */
    private volatile long pictureBytesKept;
    /** Of the writer's thread, but for the end. */
    private @Nullable WriterTables tables;

    GroupCommit(Engine engine, InspectionJson json, PictureFolder pictures, long pictureBytesMax) throws SQLException {
        this.pictureBytesMax = pictureBytesMax;
        this.engine = engine;
        this.json = json;
        this.pictures = pictures;
        WriterTables first = WriterTables.on(engine.connectWriter(), json);
        this.tables = first;
        this.pictureBytesKept = first.files().pictures().total().bytes();
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
                writeTogether(together, true);
            }
            together.clear();
            if (last) {
                return;
            }
        }
    }

    private void writeTogether(List<Job> jobs, boolean againIfBroken) {
        var planned = new ArrayList<Job>();
        try {
            WriterTables to = begin();
            long keptBefore = to.files().pictures().total().bytes();
            for (Job job : jobs) {
                if (engine.hasCheapSavepoints() ? plan(job, to) : planOpenly(job, to)) {
                    planned.add(job);
                }
            }
            List<Evidence> named =
                    planned.stream().flatMap(job -> job.pictures().stream()).toList();
            pictureBytesKept = keptBefore;
            if (!named.isEmpty()) {
                checkRoom(to, keptBefore);
                pictures.write(named);
            }
            // What waits to be sent is checked before. The release fails where a statement failed unnoticed;
            // PostgreSQL would take COMMIT for ROLLBACK then.
            to.database().run("RELEASE job; COMMIT");
        } catch (SQLException | IOException | RuntimeException | Error e) {
            boolean isBroken = rollBack();
            List<Job> unfinished =
                    jobs.stream().filter(job -> !job.isFinished()).toList();
            if (isBroken && againIfBroken) {
                writeTogether(unfinished, false);
            } else if (unfinished.size() == 1) {
                unfinished.get(0).failed(asStoreException(e));
            } else {
                unfinished.forEach(job -> writeTogether(List.of(job), false));
            }
            return;
        }
        planned.forEach(Job::done);
    }

    /**
     * Writes pictures that a job will probably name, on the caller's thread. Where that fails, or there may be no room,
     * they are left to the transaction, which tries again and fails if it cannot either.
     */
    void writeAhead(List<Evidence> probable) {
        if (probable.isEmpty() || bytes(probable) > pictureBytesMax - pictureBytesKept) {
            return;
        }
        try {
            pictures.write(probable);
        } catch (IOException e) {
            LOG.warn("pictures could not be written ahead; their commit tries again: {}", e.getMessage());
        }
    }

    private static long bytes(List<Evidence> pictures) {
        return pictures.stream().mapToLong(picture -> picture.png().length).sum();
    }

    private void checkRoom(WriterTables to, long keptBefore) throws SQLException, IOException {
        long more = to.files().pictures().total().bytes() - keptBefore;
        if (more > 0 && keptBefore + more > pictureBytesMax) {
            throw new IOException("pictures take " + keptBefore + " bytes and would take " + more
                    + " more; allowed by store.pictureBytesMax are " + pictureBytesMax);
        }
        pictureBytesKept = keptBefore + more;
    }

    private WriterTables begin() throws SQLException {
        WriterTables to = tables;
        if (to == null) {
            to = WriterTables.on(engine.connectWriter(), json);
            tables = to;
            LOG.info("connected to {} again", engine.place());
        }
        engine.begin(to.database());
        to.database().later("", "SAVEPOINT job");
        to.forget();
        return to;
    }

    /** False if the job failed by itself; nothing of it is then in the transaction. */
    private static boolean plan(Job job, WriterTables to) throws SQLException {
        try {
            job.write(to);
            to.database().run("RELEASE job; SAVEPOINT job");
            return true;
        } catch (SQLException e) {
            takeBack(to);
            job.failed(asStoreException(e));
        } catch (RuntimeException | Error e) {
            takeBack(to);
            job.failed(e);
        }
        return false;
    }

    /**
     * As {@link #plan}, without a savepoint: of a job that throws before it changes anything there is nothing to be
     * taken back. Whatever else fails may be of an earlier job, whose statements go with those of this one; it is left
     * to the caller, who tries each job alone. So is an error: nobody knows what it left undone.
     */
    private static boolean planOpenly(Job job, WriterTables to) throws SQLException {
        long changesBefore = to.database().changes();
        try {
            job.write(to);
            return true;
        } catch (RuntimeException e) {
            if (to.database().changes() != changesBefore
                    || to.database().hasLostChanges()
                    || e instanceof StoreException) {
                throw e;
            }
            job.failed(e);
            return false;
        }
    }

    private static void takeBack(WriterTables to) throws SQLException {
        to.database().rollBack("ROLLBACK TO job");
        to.forget();
    }

    /** True if the connection was found broken, and dropped. */
    private boolean rollBack() {
        WriterTables broken = tables;
        if (broken == null) {
            return false;
        }
        try {
            broken.database().rollBack("ROLLBACK");
        } catch (SQLException e) {
            LOG.debug("nothing to roll back: the engine had done so itself", e);
        }
        if (!broken.database().isBroken()) {
            return false;
        }
        LOG.warn("the connection to {} broke; it is made anew", engine.place());
        tables = null;
        try {
            broken.close();
        } catch (SQLException e) {
            LOG.debug("the broken connection did not close", e);
        }
        return true;
    }

    private static Throwable asStoreException(Throwable e) {
        if (e instanceof UnexpectedChangeException) {
            return new IllegalStateException(e.getMessage(), e);
        }
        return e instanceof SQLException || e instanceof IOException
                ? new StoreException("the store could not write: " + e.getMessage(), e)
                : e;
    }

    /** How many jobs wait for the writer; those that it is at do not. */
    int waiting() {
        return waiting.size();
    }

    /** Writes what waits, ends the thread, and closes the connection. */
    @Override
    public void close() throws SQLException {
        door.writeLock().lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            waiting.put(Last.INSTANCE);
            thread.join();
            WriterTables left = tables;
            if (left != null) {
                left.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            door.writeLock().unlock();
        }
    }

    /** What is to be written. */
    interface Job {
        /** Writes to the open transaction; may be called again after a roll-back. */
        void write(WriterTables tables) throws SQLException;

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
        public void write(WriterTables tables) {}

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

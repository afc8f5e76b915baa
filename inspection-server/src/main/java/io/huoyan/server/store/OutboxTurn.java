package io.huoyan.server.store;

import io.huoyan.server.store.sql.Database;
import io.huoyan.server.store.sql.Engine;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose turn it is to send what waits in the outbox of a store that several servers share. A server keeps its turn by
 * saying so every few seconds; when it falls silent, the turn ends by the database's clock and another one begins its
 * own. A server trusts its turn for less long than the database does, so that two never believe they have it.
 */
final class OutboxTurn implements AutoCloseable {
    /** How long a turn lasts without being kept. */
    static final Duration LEASE = Duration.ofSeconds(10);

    /** Trusted for so much less, for what a request may take to be answered. */
    private static final Duration MARGIN = Duration.ofSeconds(2);

    private static final Duration KEEP_EVERY = Duration.ofSeconds(1);
    private static final int LISTEN_MS = 100;
    private static final int RETRY_MS = 500;
    private static final Logger LOG = LoggerFactory.getLogger(OutboxTurn.class);

    private final Engine engine;
    private final String owner = UUID.randomUUID().toString();
    private volatile Runnable changed = () -> {};
    private final Thread thread;
    private volatile boolean stopped;
    private volatile Turn turn = new Turn(0, System.nanoTime());

    /** Number of a turn, and until when it may be trusted. */
    private record Turn(long number, long untilNanos) {
        boolean isOver() {
            return number == 0 || untilNanos - System.nanoTime() <= 0;
        }
    }

    OutboxTurn(Engine engine) {
        this.engine = engine;
        this.thread = new Thread(this::work, "huoyan-outbox-turn");
    }

    /** @param toTell called when a turn begins, and when somebody announced messages during it; returns at once */
    void start(Runnable toTell) {
        changed = toTell;
        thread.start();
    }

    /** The number of this server's turn; empty if it has none now. */
    OptionalLong number() {
        Turn now = turn;
        return now.isOver() ? OptionalLong.empty() : OptionalLong.of(now.number());
    }

    private void work() {
        while (!stopped) {
            try (Database database = engine.connectWriter()) {
                long kept = System.nanoTime() - KEEP_EVERY.toNanos();
                while (!stopped) {
                    if (System.nanoTime() - kept >= KEEP_EVERY.toNanos()) {
                        kept = System.nanoTime();
                        keep(database);
                    }
                    if (engine.awaitAnnouncement(database, LISTEN_MS) && number().isPresent()) {
                        changed.run();
                    }
                }
                giveBack(database);
            } catch (SQLException e) {
                if (!stopped) {
                    LOG.warn("whose turn it is to send is not known; it is asked again: {}", e.getMessage());
                    pause();
                }
            }
        }
    }

    private void keep(Database database) throws SQLException {
        long asked = System.nanoTime();
        boolean isOurs = database.update(
                        "UPDATE outbox_lease SET owner = ?, expires_at = clock_timestamp() + ? * interval '1 ms'"
                                + " WHERE id = 1 AND (owner = ? OR expires_at < clock_timestamp())",
                        owner,
                        LEASE.toMillis(),
                        owner)
                == 1;
        Turn before = turn;
        if (isOurs) {
            long until = asked + LEASE.minus(MARGIN).toNanos();
            boolean begins = before.isOver();
            turn = new Turn(begins ? asked | 1 : before.number(), until);
            if (begins) {
                LOG.info("this server sends what waits in the outbox");
                changed.run();
            }
        } else {
            turn = new Turn(0, asked);
        }
    }

    private void giveBack(Database database) throws SQLException {
        turn = new Turn(0, System.nanoTime());
        database.update("UPDATE outbox_lease SET owner = '', expires_at = 'epoch' WHERE id = 1 AND owner = ?", owner);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(RETRY_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends this server's turn; another may begin at once. */
    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

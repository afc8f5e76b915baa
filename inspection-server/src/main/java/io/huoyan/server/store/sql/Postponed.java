package io.huoyan.server.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes that wait for the next statement, to be sent to the server with it: the driver sends statements that stand
 * behind one another as one, each with its own values, and waits once. Where that fails, nobody knows whose change did
 * not arrive: nothing more is taken or sent until all is rolled back. Not thread-safe.
 */
final class Postponed {
    /** More are sent by themselves: what is sent together is prepared together, and should come again. */
    static final int CHANGES_MAX = 32;

    private final Connection connection;
    private final int changesMax;
    private final List<Change> changes = new ArrayList<>();
    /** From when changes are sent until all are found as they must be; for good, if they are not. */
    private boolean isLost;

    /** @param changesMax 0 if nothing can be postponed */
    Postponed(Connection connection, int changesMax) {
        this.connection = connection;
        this.changesMax = changesMax;
    }

    /** @param otherwise what is said unless it changes one row; empty if any number may be changed */
    private record Change(String otherwise, String sql, @Nullable Object[] values) {
        boolean isGuarded() {
            return !otherwise.isEmpty();
        }
    }

    /** True if nothing has to be sent before the next statement. */
    boolean isEmpty() throws SQLException {
        checkNotLost();
        return changes.isEmpty();
    }

    boolean isFull() {
        return changes.size() == changesMax;
    }

    void add(String otherwise, String sql, @Nullable Object... values) throws SQLException {
        checkNotLost();
        changes.add(new Change(otherwise, sql, values));
    }

    /** What waits is to be sent no more. */
    void forget() {
        changes.clear();
    }

    /** All was rolled back: what was lost is missed no more. */
    void begin() {
        isLost = false;
    }

    boolean isLost() {
        return isLost;
    }

    void send() throws SQLException {
        if (!changes.isEmpty()) {
            sent(changes.remove(changes.size() - 1)).close();
        }
    }

    /** Sends all and a script. That may commit, so what must be of the changes is found out before it is sent. */
    void sendBefore(String sql) throws SQLException {
        if (changes.stream().anyMatch(Change::isGuarded)) {
            send();
        }
        sentBefore(sql).close();
    }

    /**
     * Sends all and a last statement, whose answer is the next to be read from what comes back; the caller closes it.
     */
    PreparedStatement sentBefore(String sql, @Nullable Object... values) throws SQLException {
        return sent(new Change("", sql, values));
    }

    private PreparedStatement sent(Change last) throws SQLException {
        checkNotLost();
        isLost = true;
        var together = new StringBuilder();
        changes.forEach(change -> together.append(change.sql()).append(";\n"));
        PreparedStatement statement =
                connection.prepareStatement(together.append(last.sql()).toString());
        try {
            int bound = 0;
            for (Change change : changes) {
                bound = bind(statement, bound, change.values());
            }
            bind(statement, bound, last.values());
            statement.execute();
            for (Change change : changes) {
                check(change.otherwise(), statement.getUpdateCount());
                statement.getMoreResults();
            }
            check(last.otherwise(), statement.getUpdateCount());
        } catch (SQLException | RuntimeException | Error e) {
            statement.close();
            throw e;
        }
        changes.clear();
        isLost = false;
        return statement;
    }

    private void checkNotLost() throws SQLException {
        if (isLost) {
            throw new SQLException("a change that was to be sent with another statement was lost with it; allowed is a"
                    + " roll-back only");
        }
    }

    /** Binds values behind those that are; returns how many are bound then. */
    static int bind(PreparedStatement statement, int bound, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(bound + i + 1, values[i]);
        }
        return bound + values.length;
    }

    static void check(String otherwise, int changed) throws SQLException {
        if (changed != 1 && !otherwise.isEmpty()) {
            throw new UnexpectedChangeException(otherwise);
        }
    }
}

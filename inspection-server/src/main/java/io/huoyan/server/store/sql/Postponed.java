package io.huoyan.server.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes that wait for the next statement, to be sent to the server with it: the driver sends statements that stand
 * behind one another as one, each with its own values, and waits once. Not thread-safe.
 */
final class Postponed {
    /** More are sent by themselves: what is sent together is prepared together, and should come again. */
    static final int CHANGES_MAX = 32;

    private final Connection connection;
    private final int changesMax;
    private final List<Change> changes = new ArrayList<>();

    /** @param changesMax 0 if nothing can be postponed */
    Postponed(Connection connection, int changesMax) {
        this.connection = connection;
        this.changesMax = changesMax;
    }

    /** @param otherwise what is said unless it changes one row; empty if any number may be changed */
    private record Change(String otherwise, String sql, @Nullable Object[] values) {}

    boolean isEmpty() {
        return changes.isEmpty();
    }

    boolean isFull() {
        return changes.size() == changesMax;
    }

    void add(String otherwise, String sql, @Nullable Object... values) {
        changes.add(new Change(otherwise, sql, values));
    }

    void forget() {
        changes.clear();
    }

    void send() throws SQLException {
        if (!changes.isEmpty()) {
            Change last = changes.remove(changes.size() - 1);
            try (PreparedStatement statement = sentBefore(last.sql(), last.values())) {
                check(last.otherwise(), statement.getUpdateCount());
            }
        }
    }

    void sendBefore(String sql) throws SQLException {
        sentBefore(sql).close();
    }

    /**
     * Sends all and a last statement, whose answer is the next to be read from what comes back; the caller closes it.
     */
    PreparedStatement sentBefore(String sql, @Nullable Object... values) throws SQLException {
        List<Change> sent = List.copyOf(changes);
        changes.clear();
        var together = new StringBuilder();
        sent.forEach(change -> together.append(change.sql()).append(";\n"));
        PreparedStatement statement =
                connection.prepareStatement(together.append(sql).toString());
        try {
            int bound = 0;
            for (Change change : sent) {
                bound = bind(statement, bound, change.values());
            }
            bind(statement, bound, values);
            statement.execute();
            for (Change change : sent) {
                check(change.otherwise(), statement.getUpdateCount());
                statement.getMoreResults();
            }
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
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

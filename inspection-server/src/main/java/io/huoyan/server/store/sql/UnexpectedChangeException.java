package io.huoyan.server.store.sql;

import java.sql.SQLException;

/** A statement changed another number of rows than the one that it must; the message says what that means. */
public final class UnexpectedChangeException extends SQLException {
    private static final long serialVersionUID = 1L;

    UnexpectedChangeException(String message) {
        super(message);
    }
}

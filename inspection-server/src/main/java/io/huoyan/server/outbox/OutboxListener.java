package io.huoyan.server.outbox;

/** Told of each try; called on the dispatcher's threads, returns at once. */
public interface OutboxListener {
    /** Listens to nothing. */
    OutboxListener NONE = new OutboxListener() {
        @Override
        public void delivered(Outbox.Row row) {}

        @Override
        public void failed(Outbox.Row row, Exception reason) {}
    };

    /** The sink acknowledged a row. */
    void delivered(Outbox.Row row);

    /** A try failed; the row is kept and tried again. */
    void failed(Outbox.Row row, Exception reason);
}

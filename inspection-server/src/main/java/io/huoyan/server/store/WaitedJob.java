package io.huoyan.server.store;

import io.huoyan.core.dossier.VehicleFiles.StoreException;
import io.huoyan.core.evidence.Evidence;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Something small that is written without pictures, and waited for. */
final class WaitedJob<T> implements GroupCommit.Job {
    private final Writing<T> writing;
    private final CompletableFuture<T> outcome = new CompletableFuture<>();
    private @Nullable T answer;

    private WaitedJob(Writing<T> writing) {
        this.writing = writing;
    }

    /** Hands it in and waits until it is on disk. */
    static <T> T run(GroupCommit writer, Writing<T> writing) {
        var job = new WaitedJob<T>(writing);
        writer.submit(job);
        return await(job.outcome);
    }

    /** The outcome, or what it failed with as it was thrown. */
    static <T> T await(CompletableFuture<T> outcome) {
        try {
            return outcome.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StoreException failure) {
                throw new StoreException(String.valueOf(failure.getMessage()), failure);
            }
            if (e.getCause() instanceof RuntimeException bug) {
                throw bug;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }

    @Override
    public void write(WriterTables tables) throws SQLException {
        answer = writing.to(tables);
    }

    @Override
    public List<Evidence> pictures() {
        return List.of();
    }

    @Override
    public void done() {
        outcome.complete(Objects.requireNonNull(answer, "done before written"));
    }

    @Override
    public void failed(Throwable reason) {
        outcome.completeExceptionally(reason);
    }

    @Override
    public boolean isFinished() {
        return outcome.isDone();
    }

    /** Writes within the transaction; may be asked again after a roll-back. */
    @FunctionalInterface
    interface Writing<T> {
        T to(WriterTables tables) throws SQLException;
    }
}

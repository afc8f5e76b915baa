package io.huoyan.lab.train;

import java.time.Duration;

/** Hears how far a training has come. Called on the training's thread. */
public interface ProgressListener {
    /**
     * @param step steps done
     * @param steps steps in all
     * @param loss mean loss since the last call; 0 would be perfect
     * @param remaining estimate from the steps of this run so far
     */
    void progress(int step, int steps, double loss, Duration remaining);

    /** Hears, before the first step, what the user may not expect; one sentence. */
    default void warned(String words) {}

    /** Asked after each step; once true, the training keeps a checkpoint and ends with {@link TrainingStopped}. */
    default boolean isStopAsked() {
        return false;
    }
}

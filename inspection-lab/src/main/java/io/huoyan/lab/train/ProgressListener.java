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

    /** Asked after each step; once true, the training keeps a checkpoint and ends with {@link TrainingStopped}. */
    default boolean isStopAsked() {
        return false;
    }
}

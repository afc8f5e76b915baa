package io.huoyan.server.camera;

/**
 * What became of an agent's frames. {@code taken + resumed = answered + lost + left}.
 *
 * @param cameras how many cameras
 * @param taken frames the cameras took
 * @param resumed frames that an earlier run had left in the spool
 * @param sent how often a frame was sent, repeats included
 * @param answered frames with their answer, refusals that are final among them
 * @param inspected of those, inspected
 * @param refused of those, refused for good
 * @param repeated of those, known to the server from an earlier sending
 * @param retried how often the server asked to try a frame again later
 * @param lost frames lost
 * @param left frames without an answer at the end; they are in the spool
 * @param visitsClosed visits closed
 * @param reconnects how often a stream broke
 */
public record CameraSummary(
        int cameras,
        long taken,
        long resumed,
        long sent,
        long answered,
        long inspected,
        long refused,
        long repeated,
        long retried,
        long lost,
        long left,
        long visitsClosed,
        long reconnects) {
    /** True if every frame has its answer and none was refused for good or lost. */
    public boolean isComplete() {
        return lost == 0 && left == 0 && refused == 0;
    }
}

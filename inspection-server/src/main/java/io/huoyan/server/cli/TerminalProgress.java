package io.huoyan.server.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;

/** A progress bar with the time that remains, on a terminal; silent in a pipe. Thread-safe. */
final class TerminalProgress implements AutoCloseable {
    private static final int BAR_WIDTH = 30;
    private static final long REDRAW_MS = 100;

    private final PrintWriter terminal;
    private final boolean shown;
    private final String what;
    private final InstantSource clock;
    private final long startMs;
    private long drawnMs;
    private boolean drawn;

    TerminalProgress(String what, PrintWriter terminal, boolean shown, InstantSource clock) {
        this.what = what;
        this.terminal = terminal;
        this.shown = shown;
        this.clock = clock;
        this.startMs = clock.millis();
    }

    /**
     * A bar on standard error if that is a terminal: the launcher says so, since Java cannot ask for one stream alone.
     */
    static TerminalProgress onStandardError(String what, PrintWriter err) {
        return new TerminalProgress(
                what, err, "1".equals(System.getenv("HUOYAN_STDERR_IS_TERMINAL")), InstantSource.system());
    }

    /** With the time that remains as what was done since the start has it. */
    synchronized void at(long done, long total, String note) {
        long spentMs = clock.millis() - startMs;
        draw(done, total, done <= 0 ? Duration.ZERO : Duration.ofMillis(spentMs * (total - done) / done), note);
    }

    /** With the time that remains as the caller knows it: some of what is done may have been done by a run before. */
    synchronized void at(long done, long total, Duration remaining, String note) {
        draw(done, total, remaining, note);
    }

    private void draw(long done, long total, Duration remaining, String note) {
        long nowMs = clock.millis();
        if (!shown || (done < total && nowMs - drawnMs < REDRAW_MS)) {
            return;
        }
        drawnMs = nowMs;
        drawn = true;
        double share = total <= 0 ? 0 : Math.min(1, (double) done / total);
        int filled = (int) (BAR_WIDTH * share);
        String bar = "█".repeat(filled) + "·".repeat(BAR_WIDTH - filled);
        terminal.print("\r\u001b[K" + what + " " + bar + " " + done + "/" + total + left(share, remaining)
                + (note.isEmpty() ? "" : "  " + note));
        terminal.flush();
    }

    private static String left(double share, Duration left) {
        if (share <= 0 || share >= 1) {
            return "";
        }
        return String.format(Locale.ROOT, "  %d:%02d left", left.toMinutes(), left.toSecondsPart());
    }

    /** Takes the bar off the line, so that something else can be printed; the next {@link #at} draws it again. */
    synchronized void clear() {
        if (drawn) {
            terminal.print("\r\u001b[K");
            terminal.flush();
            drawn = false;
            drawnMs = 0;
        }
    }

    @Override
    public void close() {
        clear();
    }
}

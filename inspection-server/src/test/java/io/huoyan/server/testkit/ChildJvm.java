package io.huoyan.server.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a main class of the tests in a JVM of its own. */
public final class ChildJvm {
    private ChildJvm() {}

    /** Its errors go where ours go; its output is the caller's to read. */
    public static Process start(Class<?> main, String... arguments) throws IOException {
        return start(command(main, arguments));
    }

    /** As {@link #start}; the operating system lets it write no file larger than this. Linux only. */
    public static Process startWithFileSizeLimit(int fileSizeMaxKb, Class<?> main, String... arguments)
            throws IOException {
        var limited = new ArrayList<>(List.of("bash", "-c", "ulimit -f " + fileSizeMaxKb + " && exec \"$0\" \"$@\""));
        limited.addAll(command(main, arguments));
        return start(limited);
    }

    private static List<String> command(Class<?> main, String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx200m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** SIGKILL; what it said before stays readable, as {@link Process#destroyForcibly} would not let it. */
    public static void kill(Process process) {
        process.toHandle().destroyForcibly();
    }
}

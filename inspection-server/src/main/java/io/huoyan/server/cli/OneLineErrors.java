package io.huoyan.server.cli;

import io.huoyan.core.catalog.CatalogException;
import io.huoyan.core.dossier.VehicleFiles.StoreException;
import io.huoyan.core.infer.ModelFolderException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Says what went wrong on one line of standard error; the stack goes to the log, and only where the fault is ours. */
final class OneLineErrors implements IExecutionExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(OneLineErrors.class);

    @Override
    public int handleExecutionException(Exception failure, CommandLine commandLine, ParseResult parsed) {
        String message = expected(failure);
        if (message != null) {
            commandLine.getErr().println(commandLine.getCommandSpec().qualifiedName() + ": " + message);
            return ExitCodes.WRONG_INPUT;
        }
        String command = commandLine.getCommandSpec().qualifiedName();
        LOG.error("{} failed", command, failure);
        commandLine.getErr().println(command + ": Huoyan itself failed: " + failure);
        return ExitCodes.OWN_FAILURE;
    }

    static int wrongArguments(ParameterException failure, String[] arguments) {
        CommandLine commandLine = failure.getCommandLine();
        commandLine
                .getErr()
                .println("huoyan: " + failure.getMessage() + " (see "
                        + commandLine.getCommandSpec().qualifiedName() + " --help)");
        return ExitCodes.WRONG_INPUT;
    }

    private static @Nullable String expected(@Nullable Throwable failure) {
        if (failure instanceof NoSuchFileException missing) {
            return missing.getFile() + " does not exist";
        }
        if (failure instanceof AccessDeniedException denied) {
            return denied.getFile() + " may not be read or written by this user";
        }
        if (failure instanceof UncheckedIOException unchecked) {
            return expected(unchecked);
        }
        if (failure instanceof WrongInputException
                || failure instanceof CatalogException
                || failure instanceof StoreException
                || failure instanceof ModelFolderException
                || failure instanceof IllegalArgumentException
                || failure instanceof IOException) {
            return String.valueOf(failure.getMessage());
        }
        return null;
    }

    /** What was tried on which file, if that is told, and why it failed: "No space left on device" names no file. */
    private static @Nullable String expected(UncheckedIOException failure) {
        Throwable cause = failure.getCause();
        String what = failure.getMessage();
        String why = expected(cause);
        boolean isToldTwice = what == null || what.equals(String.valueOf(cause)) || what.contains(String.valueOf(why));
        return isToldTwice ? why : what + ": " + why;
    }
}

package org.dyvedeep.tools.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.dyvedeep.caffe.ModelImportException;
import org.dyvedeep.engine.backend.direct.UnsteadyMachineException;
import org.dyvedeep.engine.tensor.ShapeException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns exceptions into one sentence and an exit status. */
final class ErrorReport implements IExecutionExceptionHandler {
  private static final int CHECK_FAILED = 1;
  static final int UNREADABLE = 2;
  private static final int INTERNAL = 70;

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult parsed) {
    PrintWriter err = commandLine.getErr();
    if (failure instanceof NoPlanException) {
      err.println("dyvedeep: " + failure.getMessage());
      err.flush();
      return CHECK_FAILED;
    }
    boolean expected = expected(failure);
    if (expected) {
      err.println("dyvedeep: " + sentence(failure));
    } else {
      err.println("dyvedeep: an error of the program itself; please report it with these lines");
      failure.printStackTrace(err);
    }
    err.flush();
    return expected ? UNREADABLE : INTERNAL;
  }

  /** Whether the caller can mend it: a file or an argument is wrong, not the program. */
  static boolean expected(Exception failure) {
    return failure instanceof ModelImportException
        || failure instanceof UsageException
        || failure instanceof ShapeException
        || failure instanceof UnsteadyMachineException
        || failure instanceof IOException
        || failure instanceof UncheckedIOException;
  }

  /** What happened, for a person. */
  static String sentence(Exception failure) {
    if (failure instanceof UncheckedIOException unchecked) {
      return sentence(unchecked.getCause());
    }
    // The messages of these are bare paths.
    if (failure instanceof NoSuchFileException) {
      return failure.getMessage() + " does not exist; check the path";
    }
    if (failure instanceof AccessDeniedException) {
      return failure.getMessage() + " may not be read; check its permissions";
    }
    if (failure instanceof FileSystemException) {
      return "cannot read " + failure.getMessage();
    }
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }
}

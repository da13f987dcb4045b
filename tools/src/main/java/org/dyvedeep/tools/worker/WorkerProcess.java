package org.dyvedeep.tools.worker;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** The worker's process: one message out, one message in, and an end in every case. */
final class WorkerProcess implements AutoCloseable {
  private static final long SECONDS_TO_END = 10;

  private final Process process;
  private final Path folder;
  private final WorkerCommand command;
  private final DataOutputStream out;
  private final DataInputStream in;
  private final LastWords words;
  private final Thread listener;
  private final ExecutorService reader;
  private final Thread lastCleaning;

  private WorkerProcess(Process process, Path folder, WorkerCommand command) {
    this.process = process;
    this.folder = folder;
    this.command = command;
    this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 16));
    this.in = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
    this.words = new LastWords(process.getErrorStream());
    this.listener = daemon(words);
    this.reader = Executors.newSingleThreadExecutor(WorkerProcess::daemon);
    this.lastCleaning = new Thread(this::cleanAtExit, "worker-files");
    Runtime.getRuntime().addShutdownHook(lastCleaning);
    listener.start();
  }

  /** An interrupted program leaves neither the process nor hundreds of megabytes of files. */
  private void cleanAtExit() {
    process.destroyForcibly();
    try {
      delete(folder);
    } catch (IOException e) {
      System.getLogger(WorkerProcess.class.getName()).log(Level.WARNING, folder + " is left", e);
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "worker");
    thread.setDaemon(true);
    return thread;
  }

  static WorkerProcess start(WorkerCommand command) throws IOException {
    Path folder = Files.createTempDirectory("dyvedeep-worker");
    ProcessBuilder builder = new ProcessBuilder(line(command, folder));
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    // The launcher's choice for this program; native engines allocate by several threads.
    builder.environment().remove("MALLOC_ARENA_MAX");
    builder.environment().putAll(command.environment());
    try {
      return new WorkerProcess(builder.start(), folder, command);
    } catch (IOException e) {
      delete(folder);
      throw new WorkerException(
          command.name() + "'s process cannot be started: " + e.getMessage(), e);
    }
  }

  private static List<String> line(WorkerCommand command, Path folder) {
    // Descriptor 3 is kept for answers, so that what native code prints cannot get between them;
    // an abort is an expected answer, not a reason to write gigabytes of core file.
    String shell = "ulimit -c 0; exec \"$@\" 3>&1 1>&2";
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> line = new ArrayList<>(List.of("/bin/sh", "-c", shell, "sh", java));
    line.addAll(command.flags());
    line.add("-XX:+IgnoreUnrecognizedVMOptions");
    line.add("--enable-native-access=ALL-UNNAMED");
    line.add("-XX:ErrorFile=" + folder.resolve("crash.log"));
    // Some libraries unpack themselves; this way that, too, goes when the worker goes.
    line.add("-Djava.io.tmpdir=" + folder);
    line.addAll(List.of("-cp", command.classPath(), command.main()));
    line.addAll(command.arguments());
    return line;
  }

  /** A folder of the worker's own, for files that it must read by name. */
  Path folder() {
    return folder;
  }

  String name() {
    return command.name();
  }

  long pid() {
    return process.pid();
  }

  boolean alive() {
    return process.isAlive();
  }

  /**
   * Sends a request and waits for the answer.
   *
   * @param doing what is being done, for messages
   */
  DataInputStream ask(String doing, byte[] request) throws IOException {
    CompletableFuture<DataInputStream> answer =
        CompletableFuture.supplyAsync(() -> exchange(request), reader);
    try {
      return answer.get(command.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      end();
      throw new WorkerException(
          command.name() + " was ended: " + doing + " took longer than " + command.patience(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      end();
      throw new WorkerException(command.name() + " was interrupted: " + doing, e);
    } catch (ExecutionException e) {
      throw ended(doing, e);
    }
  }

  private DataInputStream exchange(byte[] request) {
    try {
      WorkerProtocol.write(out, request);
      return WorkerProtocol.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private WorkerException ended(String doing, Exception cause) {
    int status = end();
    String said = words.problem();
    return new WorkerException(
        command.name()
            + " ended (status "
            + status
            + ") while "
            + doing
            + (said.isEmpty() ? ", without a word" : ": " + said),
        cause);
  }

  /** What was said on standard error; complete after {@link #close}. */
  String log() {
    return words.all();
  }

  /** Ends the process if it has not ended, and waits for its last words. */
  private int end() {
    try {
      if (!process.waitFor(process.isAlive() ? 2 : 0, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS);
      listener.join(TimeUnit.SECONDS.toMillis(SECONDS_TO_END));
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    return process.isAlive() ? -1 : process.exitValue();
  }

  @Override
  public void close() throws IOException {
    try {
      // The end of its input ends the worker, whatever it is doing.
      process.getOutputStream().close();
    } catch (IOException e) {
      // Closing flushes what a process that has ended did not read: nothing is lost.
      process.destroyForcibly();
    }
    end();
    reader.shutdownNow();
    forgetCleaning();
    delete(folder);
  }

  private void forgetCleaning() {
    try {
      Runtime.getRuntime().removeShutdownHook(lastCleaning);
    } catch (IllegalStateException e) {
      // The program is ending, and the hook runs already; both may delete.
      System.getLogger(WorkerProcess.class.getName()).log(Level.DEBUG, "closed while ending", e);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}

package org.dyvedeep.tools.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dyvedeep.tools.SharedFolders;

/**
 * The command line in a process of its own, which can be killed.
 *
 * @param process the process
 * @param folder where what it says goes
 */
record OwnProcess(Process process, Path folder) {
  private static final String OUT = "out.txt";
  private static final String ERR = "err.txt";

  static OwnProcess start(Path folder, List<String> arguments) throws IOException {
    return start(folder, List.of(), arguments);
  }

  /** With words before the command, such as a shell that limits what it may do. */
  static OwnProcess start(Path folder, List<String> before, List<String> arguments)
      throws IOException {
    Path flags = SharedFolders.root().resolve(Path.of("tools", "src", "main", "jvm"));
    List<String> command = new ArrayList<>(before);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "@" + flags.resolve("kernels.args"),
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName()));
    command.addAll(arguments);
    return new OwnProcess(
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve(OUT).toFile())
            .redirectError(folder.resolve(ERR).toFile())
            .start(),
        folder);
  }

  /** Waits for its end and gives what came of it. */
  Run end() throws IOException, InterruptedException {
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("still running");
    }
    return new Run(
        process.exitValue(),
        Files.readString(folder.resolve(OUT)),
        Files.readString(folder.resolve(ERR)));
  }
}

package org.dyvedeep.tools.worker;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How a worker is started: a Java program of its own class path.
 *
 * @param name what runs in it, for messages
 * @param classPath its class path
 * @param main its main class, which has to call {@link WorkerServer#serve}
 * @param arguments for it
 * @param flags for its Java virtual machine
 * @param environment variables to set, beside those of this program
 * @param patience how long one request may take before the process is ended
 */
public record WorkerCommand(
    String name,
    String classPath,
    String main,
    List<String> arguments,
    List<String> flags,
    Map<String, String> environment,
    Duration patience) {
  /** Long enough for the largest networks to be loaded and run. */
  public static final Duration PATIENCE = Duration.ofMinutes(10);

  /** Flags for workers that only pass calls on to native code with a memory of its own. */
  public static final List<String> NATIVE_FLAGS =
      List.of(
          "-Xmx2g",
          "-Dorg.bytedeco.javacpp.maxBytes=0",
          "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0");

  /** Copies the lists. */
  public WorkerCommand {
    arguments = List.copyOf(arguments);
    flags = List.copyOf(flags);
    environment = Map.copyOf(environment);
  }
}

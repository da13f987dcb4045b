package org.dyvedeep.tools.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/** The most memory that a process has had resident. */
public final class PeakMemory {
  private PeakMemory() {}

  /** This process's, in megabytes (2^20 bytes); empty where the system does not say. */
  public static OptionalDouble megabytes() {
    return read(Path.of("/proc/self/status"));
  }

  /** Another process's, in megabytes (2^20 bytes); empty where the system does not say. */
  public static OptionalDouble megabytes(long pid) {
    return read(Path.of("/proc", Long.toString(pid), "status"));
  }

  private static OptionalDouble read(Path status) {
    try {
      if (!Files.isReadable(status)) {
        return OptionalDouble.empty();
      }
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
          .findFirst();
    } catch (IOException e) {
      return OptionalDouble.empty();
    }
  }
}

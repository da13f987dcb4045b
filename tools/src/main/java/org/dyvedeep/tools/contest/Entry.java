package org.dyvedeep.tools.contest;

import java.io.IOException;
import org.dyvedeep.tools.worker.Worker;

/**
 * A contestant that can be started.
 *
 * @param name its name in reports
 * @param splits whether it can time its layers one by one
 * @param starter starts it
 */
public record Entry(String name, boolean splits, Starter starter) {
  /** Starts a process and loads the network into it. */
  @FunctionalInterface
  public interface Starter {
    /**
     * Starts.
     *
     * @throws org.dyvedeep.tools.worker.WorkerException if the contestant cannot be had, or refuses
     *     the network
     */
    Worker start() throws IOException;
  }
}

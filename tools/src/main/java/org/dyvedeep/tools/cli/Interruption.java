package org.dyvedeep.tools.cli;

import java.io.IOException;
import java.io.PrintWriter;

/**
 * Work that can be ended at any moment (Ctrl-C, or the system ends the program): what it keeps is
 * whole at any time, so nothing is waited for, and one sentence says how to go on.
 */
final class Interruption {
  private Interruption() {}

  /** What is done. */
  @FunctionalInterface
  interface Work {
    /** Does it. */
    void run() throws IOException;
  }

  /**
   * Does work.
   *
   * @param err where the sentence goes
   * @param sentence what the person is told who interrupts it
   */
  static void tell(PrintWriter err, String sentence, Work work) throws IOException {
    Thread hook = new Thread(() -> say(err, sentence), "dyvedeep-interruption");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      work.run();
    } finally {
      remove(hook);
    }
  }

  private static void say(PrintWriter err, String sentence) {
    err.println();
    err.println("dyvedeep: " + sentence);
    err.flush();
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The program has begun to end, just when the work was done: the sentence does no harm.
      return;
    }
  }
}

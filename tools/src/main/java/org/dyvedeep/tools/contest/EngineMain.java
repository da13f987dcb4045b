package org.dyvedeep.tools.contest;

import java.io.IOException;
import org.dyvedeep.tools.worker.WorkerServer;

/** Runs this engine for the program that started this one. */
final class EngineMain {
  private EngineMain() {}

  /** Answers requests until the input ends; there are no arguments. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    WorkerServer.serve(new EngineAnswers());
  }
}

package org.dyvedeep.tools.caffe.worker;

import java.io.IOException;
import org.dyvedeep.tools.worker.WorkerServer;

/** Runs native Caffe for the program that started this one. */
public final class WorkerMain {
  private WorkerMain() {}

  /** Answers requests until the input ends; there are no arguments. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    WorkerServer.serve(new CaffeAnswers());
  }
}

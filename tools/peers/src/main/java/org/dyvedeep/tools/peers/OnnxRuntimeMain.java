package org.dyvedeep.tools.peers;

import java.io.IOException;
import org.dyvedeep.tools.worker.WorkerServer;

/** Runs ONNX Runtime for the program that started this one. */
public final class OnnxRuntimeMain {
  private OnnxRuntimeMain() {}

  /** Answers requests until the input ends; the argument is the number of threads. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int threads = Integer.parseInt(arguments[0]);
    WorkerServer.serve(
        new PeerAnswers(
            (network, weights, inputs) -> OnnxRuntimeNet.load(network, inputs, threads)));
  }
}

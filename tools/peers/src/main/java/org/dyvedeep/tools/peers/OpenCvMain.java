package org.dyvedeep.tools.peers;

import java.io.IOException;
import org.bytedeco.opencv.global.opencv_core;
import org.dyvedeep.tools.worker.WorkerServer;

/** Runs OpenCV DNN for the program that started this one. */
public final class OpenCvMain {
  private OpenCvMain() {}

  /** Answers requests until the input ends; the argument is the number of threads. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    opencv_core.setNumThreads(Integer.parseInt(arguments[0]));
    WorkerServer.serve(new PeerAnswers(OpenCvNet::load));
  }
}

package org.dyvedeep.tools.caffe.worker;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.dyvedeep.tools.caffe.WorkerProtocol;

/** Answers requests until its input ends. */
public final class WorkerMain {
  /** Where the parent's shell put the pipe for answers; standard output is native code's. */
  private static final String ANSWERS = "/dev/fd/3";

  private static final int BROKEN_INPUT = 3;

  private WorkerMain() {}

  /** Runs the worker; there are no arguments. */
  public static void main(String[] arguments) throws Exception {
    BlockingQueue<DataInputStream> requests = new LinkedBlockingQueue<>();
    Thread reader = new Thread(() -> read(requests), "requests");
    reader.setDaemon(true);
    reader.start();
    try (DataOutputStream out =
            new DataOutputStream(new BufferedOutputStream(new FileOutputStream(ANSWERS), 1 << 16));
        Answers answers = new Answers()) {
      boolean more = true;
      while (more) {
        DataInputStream request = requests.take();
        WorkerProtocol.write(out, answers.answer(request));
        more = !answers.finished();
      }
    }
  }

  /** The parent's end is noticed at once, also in the middle of a long run. */
  private static void read(BlockingQueue<DataInputStream> requests) {
    try (DataInputStream in = new DataInputStream(new BufferedInputStream(System.in, 1 << 16))) {
      while (true) {
        requests.put(WorkerProtocol.read(in));
      }
    } catch (EOFException e) {
      Runtime.getRuntime().halt(0);
    } catch (IOException | InterruptedException e) {
      System.err.println("native Caffe's worker cannot go on: " + e);
      Runtime.getRuntime().halt(BROKEN_INPUT);
    }
  }
}

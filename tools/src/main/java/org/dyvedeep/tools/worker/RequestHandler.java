package org.dyvedeep.tools.worker;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.dyvedeep.tools.worker.WorkerProtocol.Request;

/** The part of a worker that differs from one program to the other: what it runs. */
public interface RequestHandler extends AutoCloseable {
  /**
   * Does what is asked.
   *
   * @param in the rest of the request
   * @param out takes the result
   * @throws RuntimeException if that cannot be done; the message goes to who asked, and the worker
   *     goes on
   * @throws IOException as a {@link RuntimeException}, or if the request breaks off
   */
  void answer(Request request, DataInputStream in, DataOutputStream out) throws IOException;

  /** Frees what is loaded. */
  @Override
  void close();

  /**
   * What to do with requests that a worker does not know.
   *
   * @return never
   */
  static IllegalArgumentException unknown(Request request) {
    return new IllegalArgumentException("this worker does not answer " + request);
  }
}

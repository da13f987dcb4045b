package org.dyvedeep.tools.worker;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.dyvedeep.tools.worker.WorkerProtocol.Request;

/** The loop of a worker: answers requests until its input ends. */
public final class WorkerServer {
  /** Where the parent's shell put the pipe for answers; standard output is native code's. */
  private static final String ANSWERS = "/dev/fd/3";

  private static final int BROKEN_INPUT = 3;

  private WorkerServer() {}

  /** Answers requests; returns when asked to quit, and ends the process when the input ends. */
  public static void serve(RequestHandler handler) throws IOException, InterruptedException {
    BlockingQueue<DataInputStream> requests = new LinkedBlockingQueue<>();
    Thread reader = new Thread(() -> read(requests), "requests");
    reader.setDaemon(true);
    reader.start();
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(new FileOutputStream(ANSWERS), 1 << 16))) {
      Request request;
      do {
        DataInputStream message = requests.take();
        request = Request.valueOf(WorkerProtocol.readString(message));
        WorkerProtocol.write(out, answer(handler, request, message));
      } while (request != Request.QUIT);
    }
  }

  static byte[] answer(RequestHandler handler, Request request, DataInputStream message)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(WorkerProtocol.OK);
    try {
      switch (request) {
        case HELLO -> out.writeInt(WorkerProtocol.VERSION);
        case QUIT -> handler.close();
        default -> handler.answer(request, message, out);
      }
      return bytes.toByteArray();
    } catch (RuntimeException | IOException e) {
      // JavaCPP turns C++ exceptions into RuntimeExceptions; the native state is then as it was.
      return refusal(e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }

  private static byte[] refusal(String sentence) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(WorkerProtocol.REFUSED);
    WorkerProtocol.writeString(out, sentence);
    return bytes.toByteArray();
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
      System.getLogger(WorkerServer.class.getName())
          .log(Level.ERROR, "the worker cannot go on: " + e, e);
      Runtime.getRuntime().halt(BROKEN_INPUT);
    }
  }
}

package org.dyvedeep.tools.worker;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dyvedeep.tools.worker.WorkerProtocol.Request;

/**
 * A worker without a network: blobs come back as they were written, and each run takes the time
 * that the arguments say.
 */
public final class FakeWorker implements RequestHandler, TimedRuns.Network {
  private final TimedRuns timed = new TimedRuns();
  private final long nanos;
  private final int turns;
  private final Map<String, float[]> blobs = new LinkedHashMap<>();
  private int turn;

  private FakeWorker(long nanos, int turns) {
    this.nanos = nanos;
    this.turns = turns;
  }

  /**
   * How such a worker is started.
   *
   * @param nanos what it claims that a run takes
   * @param turns after so many timings it fails as a program does that crashes; 0 to hang instead
   */
  public static WorkerCommand command(String name, long nanos, int turns) {
    return new WorkerCommand(
        name,
        System.getProperty("java.class.path"),
        FakeWorker.class.getName(),
        List.of(Long.toString(nanos), Integer.toString(turns)),
        List.of("-Xmx64m"),
        Map.of(),
        Duration.ofMinutes(1));
  }

  /** Answers requests until the input ends. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    WorkerServer.serve(
        new FakeWorker(Long.parseLong(arguments[0]), Integer.parseInt(arguments[1])));
  }

  @Override
  public void answer(Request request, DataInputStream in, DataOutputStream out) throws IOException {
    switch (request) {
      case LOAD -> load(in);
      case SET_BLOB -> write(WorkerProtocol.readString(in), WorkerProtocol.readFloats(in));
      case INPUTS -> timed.read(in);
      case FORWARD -> forward();
      case READ_BLOB -> WorkerProtocol.writeFloats(out, blob(WorkerProtocol.readString(in)));
      case TIME -> WorkerProtocol.writeLongs(out, time(in.readInt()));
      case LAYERS -> {
        out.writeInt(1);
        WorkerProtocol.writeString(out, "only");
        WorkerProtocol.writeString(out, "Fake");
      }
      case TIME_LAYERS -> WorkerProtocol.writeLongs(out, new long[] {nanos});
      default -> throw RequestHandler.unknown(request);
    }
  }

  /** Keeps what it was told, so that a test can read it. */
  private void load(DataInputStream in) throws IOException {
    String network = WorkerProtocol.readString(in);
    String weights = WorkerProtocol.readString(in);
    blobs.put("lengths", new float[] {network.length(), weights.length()});
    WorkerProtocol.readShapes(in).forEach((name, shape) -> blobs.put(name, floats(shape)));
  }

  private static float[] floats(int[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = values[i];
    }
    return floats;
  }

  private float[] blob(String name) {
    if (!blobs.containsKey(name)) {
      throw new IllegalArgumentException("there is no blob " + name);
    }
    return blobs.get(name);
  }

  @Override
  public void write(String blob, float[] values) {
    blobs.put(blob, values);
  }

  /** Notes what it ran on. */
  @Override
  public void forward() {
    float[] before = blobs.getOrDefault("ran", new float[0]);
    float[] ran = Arrays.copyOf(before, before.length + 1);
    ran[before.length] = blobs.getOrDefault("prob", new float[] {1})[0];
    blobs.put("ran", ran);
  }

  private long[] time(int runs) throws IOException {
    turn++;
    if (turns == 0) {
      await();
    } else if (turn > turns) {
      System.err.println("F1123 00:00:00.000001 7 fake.cpp:1] Check failed: turns left");
      Runtime.getRuntime().halt(134);
    }
    long[] times = timed.time(runs, this);
    Arrays.fill(times, nanos);
    return times;
  }

  private static void await() {
    try {
      Thread.sleep(Duration.ofMinutes(1).toMillis());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    blobs.clear();
  }
}

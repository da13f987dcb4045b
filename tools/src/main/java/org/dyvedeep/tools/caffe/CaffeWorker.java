package org.dyvedeep.tools.caffe;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.tools.caffe.WorkerProtocol.Request;

/**
 * Native Caffe, in a process of its own. A failed CHECK, which ends native Caffe, becomes a {@link
 * CaffeException} with Caffe's own words; after that the worker is of no more use, this program is
 * as before. For one thread at a time.
 *
 * <pre>{@code
 * try (CaffeWorker caffe = CaffeWorker.start(runtime, WorkerSettings.threads(1))) {
 *   caffe.load(prototxt, Optional.of(caffemodel));
 *   caffe.write("data", pixels);
 *   caffe.forward();
 *   float[] scores = caffe.read("prob");
 * }
 * }</pre>
 */
public final class CaffeWorker implements AutoCloseable {
  private final WorkerProcess process;

  /**
   * A blob of the loaded network.
   *
   * @param name Caffe's name, among them the {@code *_split_*} blobs that Caffe adds
   * @param shape its extents
   */
  public record Blob(String name, Shape shape) {}

  /**
   * A layer of the loaded network.
   *
   * @param name its name, among them the splits that Caffe adds
   * @param type Caffe's type
   */
  public record Layer(String name, String type) {}

  /** The content of a request or an answer. */
  @FunctionalInterface
  private interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  private CaffeWorker(WorkerProcess process) {
    this.process = process;
  }

  /**
   * Starts a worker.
   *
   * @throws CaffeException if it does not start, or belongs to another build
   */
  public static CaffeWorker start(CaffeRuntime runtime, WorkerSettings settings)
      throws IOException {
    CaffeWorker worker = new CaffeWorker(WorkerProcess.start(runtime, settings));
    try {
      int version = worker.ask("starting", Request.HELLO, out -> {}).readInt();
      if (version != WorkerProtocol.VERSION) {
        throw new CaffeException(
            "the native Caffe worker is of another build: " + CaffeRuntime.absence());
      }
      return worker;
    } catch (IOException e) {
      worker.close();
      throw e;
    }
  }

  /**
   * Caffe's own summary of a network: what it prints while it builds one.
   *
   * @param caffemodel weights; empty to leave them as the prototxt's fillers make them
   * @throws CaffeException if Caffe refuses the files
   */
  public static String summary(CaffeRuntime runtime, Path prototxt, Optional<Path> caffemodel)
      throws IOException {
    WorkerSettings settings = WorkerSettings.threads(1);
    CaffeWorker worker = start(runtime, new WorkerSettings(1, true, settings.patience()));
    try (worker) {
      worker.load(prototxt, caffemodel);
    }
    return worker.process.log();
  }

  /**
   * Loads a network in place of the one before.
   *
   * @param caffemodel weights; empty to leave them as the prototxt's fillers make them
   * @throws CaffeException if Caffe refuses the files
   */
  public void load(Path prototxt, Optional<Path> caffemodel) throws IOException {
    requireFile(prototxt);
    if (caffemodel.isPresent()) {
      requireFile(caffemodel.get());
    }
    String weights = caffemodel.map(file -> file.toAbsolutePath().toString()).orElse("");
    ask(
        "loading " + prototxt + caffemodel.map(file -> " and " + file).orElse(""),
        Request.LOAD,
        out -> {
          WorkerProtocol.writeString(out, prototxt.toAbsolutePath().toString());
          WorkerProtocol.writeString(out, weights);
        });
  }

  private static void requireFile(Path file) throws CaffeException {
    if (!Files.isReadable(file)) {
      throw new CaffeException(file + " cannot be read; check the path");
    }
  }

  /** A folder that lives as long as the worker, for files that are made for it. */
  public Path folder() {
    return process.folder();
  }

  /**
   * Writes a blob, row-major (NCHW). A layer that works in place overwrites an input: write it
   * again before each run.
   *
   * @throws CaffeException if there is no such blob, or it has another number of elements
   */
  public void write(String blob, float[] values) throws IOException {
    ask(
        "writing " + blob,
        Request.SET_BLOB,
        out -> {
          WorkerProtocol.writeString(out, blob);
          WorkerProtocol.writeFloats(out, values);
        });
  }

  /** Runs all layers. */
  public void forward() throws IOException {
    ask("running the network", Request.FORWARD, out -> {});
  }

  /**
   * Reads a blob, row-major (NCHW).
   *
   * @throws CaffeException if there is no such blob
   */
  public float[] read(String blob) throws IOException {
    String doing = "reading " + blob;
    return WorkerProtocol.readFloats(
        ask(doing, Request.READ_BLOB, out -> WorkerProtocol.writeString(out, blob)));
  }

  /** All blobs of the network, in Caffe's order. */
  public List<Blob> blobs() throws IOException {
    DataInputStream answer = ask("listing blobs", Request.BLOBS, out -> {});
    List<Blob> blobs = new ArrayList<>();
    for (int i = answer.readInt(); i > 0; i--) {
      String name = WorkerProtocol.readString(answer);
      int[] dims = new int[answer.readInt()];
      for (int axis = 0; axis < dims.length; axis++) {
        dims[axis] = answer.readInt();
      }
      blobs.add(new Blob(name, Shape.of(dims)));
    }
    return blobs;
  }

  /** All layers of the network, in Caffe's order. */
  public List<Layer> layers() throws IOException {
    DataInputStream answer = ask("listing layers", Request.LAYERS, out -> {});
    List<Layer> layers = new ArrayList<>();
    for (int i = answer.readInt(); i > 0; i--) {
      layers.add(new Layer(WorkerProtocol.readString(answer), WorkerProtocol.readString(answer)));
    }
    return layers;
  }

  /** Runs the network some times and gives the nanoseconds of each run, taken inside the worker. */
  public long[] time(int runs) throws IOException {
    return longs(ask("timing runs", Request.TIME, out -> out.writeInt(runs)));
  }

  /** Runs the layers one by one and gives the nanoseconds of each, in the order of the layers. */
  public long[] timeLayers() throws IOException {
    return longs(ask("timing layers", Request.TIME_LAYERS, out -> {}));
  }

  private static long[] longs(DataInputStream answer) throws IOException {
    long[] values = new long[answer.readInt()];
    for (int i = 0; i < values.length; i++) {
      values[i] = answer.readLong();
    }
    return values;
  }

  /** Lets Caffe write the network with its weights as a caffemodel. */
  public void save(Path caffemodel) throws IOException {
    String path = caffemodel.toAbsolutePath().toString();
    ask("writing " + caffemodel, Request.SAVE, out -> WorkerProtocol.writeString(out, path));
  }

  /** The process, for who wants to watch it. */
  public long pid() {
    return process.pid();
  }

  /** Whether the process runs. */
  public boolean alive() {
    return process.alive();
  }

  private DataInputStream ask(String doing, Request request, Writing content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    WorkerProtocol.writeString(out, request.name());
    content.to(out);
    DataInputStream answer = process.ask(doing, bytes.toByteArray());
    if (answer.readByte() != WorkerProtocol.OK) {
      throw new CaffeException("native Caffe, " + doing + ": " + WorkerProtocol.readString(answer));
    }
    return answer;
  }

  /** Ends the process; never leaves one behind. */
  @Override
  public void close() throws IOException {
    process.close();
  }
}

package org.dyvedeep.tools.caffe;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.tools.worker.Worker;
import org.dyvedeep.tools.worker.WorkerCommand;
import org.dyvedeep.tools.worker.WorkerProtocol;
import org.dyvedeep.tools.worker.WorkerProtocol.Request;

/**
 * Native Caffe, in a process of its own, which a failed CHECK ends; the exception then has Caffe's
 * own words. Networks are a prototxt and a caffemodel; without the latter, weights are as the
 * prototxt's fillers make them.
 *
 * <pre>{@code
 * try (CaffeWorker caffe = new CaffeWorker(runtime.command(1))) {
 *   caffe.load(prototxt, Optional.of(caffemodel));
 *   caffe.write("data", pixels);
 *   caffe.forward();
 *   float[] scores = caffe.read("prob");
 * }
 * }</pre>
 */
public final class CaffeWorker extends Worker {
  /**
   * A blob of the loaded network.
   *
   * @param name Caffe's name, among them the {@code *_split_*} blobs that Caffe adds
   * @param shape its extents
   */
  public record Blob(String name, Shape shape) {}

  /**
   * Starts a worker.
   *
   * @param command from {@link CaffeRuntime#command}
   */
  public CaffeWorker(WorkerCommand command) throws IOException {
    super(command);
  }

  /**
   * Caffe's own summary of a network: what it prints while it builds one.
   *
   * @param caffemodel weights; empty to leave them as the prototxt's fillers make them
   * @throws org.dyvedeep.tools.worker.WorkerException if Caffe refuses the files
   */
  public static String summary(CaffeRuntime runtime, Path prototxt, Optional<Path> caffemodel)
      throws IOException {
    CaffeWorker worker = new CaffeWorker(runtime.command(1, true, WorkerCommand.PATIENCE));
    try (worker) {
      worker.load(prototxt, caffemodel);
    }
    return worker.log();
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

  /** Lets Caffe write the network with its weights as a caffemodel. */
  public void save(Path caffemodel) throws IOException {
    String path = caffemodel.toAbsolutePath().toString();
    ask("writing " + caffemodel, Request.SAVE, out -> WorkerProtocol.writeString(out, path));
  }
}

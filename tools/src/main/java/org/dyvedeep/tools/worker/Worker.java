package org.dyvedeep.tools.worker;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.dyvedeep.tools.report.PeakMemory;
import org.dyvedeep.tools.worker.WorkerProtocol.Request;

/**
 * A program that runs a network in a process of its own. Whatever ends that process becomes a
 * {@link WorkerException} with its last words; after that the worker is of no more use, this
 * program is as before. For one thread at a time.
 */
public class Worker implements AutoCloseable {
  private final WorkerProcess process;

  /**
   * A layer of the loaded network.
   *
   * @param name its name
   * @param type its type
   */
  public record Layer(String name, String type) {}

  /** The content of a request. */
  @FunctionalInterface
  protected interface Writing {
    /** Writes it. */
    void to(DataOutputStream out) throws IOException;
  }

  /**
   * Starts a worker.
   *
   * @throws WorkerException if it does not start, or belongs to another build
   */
  public Worker(WorkerCommand command) throws IOException {
    this.process = WorkerProcess.start(command);
    try {
      greet();
    } catch (IOException e) {
      process.close();
      throw e;
    }
  }

  private void greet() throws IOException {
    int version = ask("starting", Request.HELLO, out -> {}).readInt();
    if (version != WorkerProtocol.VERSION) {
      throw new WorkerException(
          process.name()
              + "'s worker is of another build; delete its target folder and build it again");
    }
  }

  /**
   * Loads a network in place of the one before.
   *
   * @param network the file that describes it, in a format that the worker reads
   * @param weights a file of weights; empty if the other one has them
   * @throws WorkerException if it refuses the files
   */
  public final void load(Path network, Optional<Path> weights) throws IOException {
    load(network, weights, Map.of());
  }

  /**
   * Loads a network in place of the one before.
   *
   * @param inputs shapes of the inputs, for workers that do not take them from the file
   */
  public final void load(Path network, Optional<Path> weights, Map<String, int[]> inputs)
      throws IOException {
    requireFile(network);
    if (weights.isPresent()) {
      requireFile(weights.get());
    }
    String second = weights.map(file -> file.toAbsolutePath().toString()).orElse("");
    ask(
        "loading " + network + weights.map(file -> " and " + file).orElse(""),
        Request.LOAD,
        out -> {
          WorkerProtocol.writeString(out, network.toAbsolutePath().toString());
          WorkerProtocol.writeString(out, second);
          WorkerProtocol.writeShapes(out, inputs);
        });
  }

  private static void requireFile(Path file) throws WorkerException {
    if (!Files.isReadable(file)) {
      throw new WorkerException(file + " cannot be read; check the path");
    }
  }

  /** A folder that lives as long as the worker, for files that are made for it. */
  public final Path folder() {
    return process.folder();
  }

  /**
   * Writes a blob, row-major (NCHW). A layer that works in place overwrites an input: write it
   * again before each run.
   *
   * @throws WorkerException if there is no such blob, or it has another number of elements
   */
  public final void write(String blob, float[] values) throws IOException {
    ask(
        "writing " + blob,
        Request.SET_BLOB,
        out -> {
          WorkerProtocol.writeString(out, blob);
          WorkerProtocol.writeFloats(out, values);
        });
  }

  /** Runs all layers. */
  public final void forward() throws IOException {
    ask("running the network", Request.FORWARD, out -> {});
  }

  /**
   * Reads a blob, row-major (NCHW).
   *
   * @throws WorkerException if there is no such blob
   */
  public final float[] read(String blob) throws IOException {
    String doing = "reading " + blob;
    return WorkerProtocol.readFloats(
        ask(doing, Request.READ_BLOB, out -> WorkerProtocol.writeString(out, blob)));
  }

  /** All layers of the network, in the order in which they run. */
  public final List<Layer> layers() throws IOException {
    DataInputStream answer = ask("listing layers", Request.LAYERS, out -> {});
    List<Layer> layers = new ArrayList<>();
    for (int i = answer.readInt(); i > 0; i--) {
      layers.add(new Layer(WorkerProtocol.readString(answer), WorkerProtocol.readString(answer)));
    }
    return layers;
  }

  /**
   * Gives the worker inputs that timed runs take in turn, the first run the first of them.
   *
   * @param inputs blobs by name, for each input
   */
  public final void writeInputs(List<Map<String, float[]>> inputs) throws IOException {
    ask("writing inputs", Request.INPUTS, out -> TimedRuns.write(out, inputs));
  }

  /** Runs the network some times and gives the nanoseconds of each run, taken inside the worker. */
  public final long[] time(int runs) throws IOException {
    return WorkerProtocol.readLongs(ask("timing runs", Request.TIME, out -> out.writeInt(runs)));
  }

  /** Runs the layers one by one and gives the nanoseconds of each, in the order of the layers. */
  public final long[] timeLayers() throws IOException {
    return WorkerProtocol.readLongs(ask("timing layers", Request.TIME_LAYERS, out -> {}));
  }

  /** Megabytes (2^20 bytes) that the process has had resident at most; empty where not known. */
  public final OptionalDouble peakMegabytes() {
    return PeakMemory.megabytes(process.pid());
  }

  /** The process, for who wants to watch it. */
  public final long pid() {
    return process.pid();
  }

  /** Whether the process runs. */
  public final boolean alive() {
    return process.alive();
  }

  /** What was said on standard error; complete after {@link #close}. */
  protected final String log() {
    return process.log();
  }

  /**
   * Sends a request and waits for the answer.
   *
   * @param doing what is being done, for messages
   * @return the result
   * @throws WorkerException if the worker refuses, or ends
   */
  protected final DataInputStream ask(String doing, Request request, Writing content)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    WorkerProtocol.writeString(out, request.name());
    content.to(out);
    DataInputStream answer = process.ask(doing, bytes.toByteArray());
    if (answer.readByte() != WorkerProtocol.OK) {
      throw new WorkerException(
          process.name() + ", " + doing + ": " + WorkerProtocol.readString(answer));
    }
    return answer;
  }

  /** Ends the process; never leaves one behind. */
  @Override
  public final void close() throws IOException {
    process.close();
  }
}

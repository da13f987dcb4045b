package org.dyvedeep.tools.worker;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A worker's timed runs: inputs are kept in the worker and written before each run in turn, outside
 * of the time that is taken, so that what depends on the input is timed on several.
 */
public final class TimedRuns {
  private List<Map<String, float[]>> inputs = List.of();

  /** The network that is timed. */
  public interface Network {
    /** Writes an input. */
    void write(String blob, float[] values) throws IOException;

    /** Runs all layers. */
    void forward() throws IOException;
  }

  /** Takes the content of {@link WorkerProtocol.Request#INPUTS} in place of the inputs before. */
  public void read(DataInputStream in) throws IOException {
    List<Map<String, float[]>> sets = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      Map<String, float[]> blobs = new LinkedHashMap<>();
      for (int blob = in.readInt(); blob > 0; blob--) {
        blobs.put(WorkerProtocol.readString(in), WorkerProtocol.readFloats(in));
      }
      sets.add(blobs);
    }
    inputs = List.copyOf(sets);
  }

  /** Writes what {@link #read} takes. */
  static void write(DataOutputStream out, List<Map<String, float[]>> inputs) throws IOException {
    out.writeInt(inputs.size());
    for (Map<String, float[]> blobs : inputs) {
      out.writeInt(blobs.size());
      for (Map.Entry<String, float[]> blob : blobs.entrySet()) {
        WorkerProtocol.writeString(out, blob.getKey());
        WorkerProtocol.writeFloats(out, blob.getValue());
      }
    }
  }

  /** Forgets the inputs: another network is loaded. */
  public void clear() {
    inputs = List.of();
  }

  /** Runs some times, each time on the next input if there are any; the nanoseconds of each run. */
  public long[] time(int runs, Network network) throws IOException {
    long[] nanos = new long[runs];
    for (int i = 0; i < runs; i++) {
      if (!inputs.isEmpty()) {
        for (Map.Entry<String, float[]> blob : inputs.get(i % inputs.size()).entrySet()) {
          network.write(blob.getKey(), blob.getValue());
        }
      }
      long start = System.nanoTime();
      network.forward();
      nanos[i] = System.nanoTime() - start;
    }
    return nanos;
  }
}

package org.dyvedeep.tools.peers;

import java.io.IOException;
import java.util.Map;

/** A network that another program has loaded. */
interface PeerNet extends AutoCloseable {
  /** How a program loads its files; {@code weights} may be empty. */
  @FunctionalInterface
  interface Loader {
    PeerNet load(String network, String weights, Map<String, int[]> inputs) throws IOException;
  }

  /** Writes an input, row-major (NCHW). */
  void write(String input, float[] values) throws IOException;

  /** Runs the network and keeps its outputs for {@link #read}. */
  void forward() throws IOException;

  /** An output of the last run; if there is only one output, its name does not matter. */
  float[] read(String output) throws IOException;

  @Override
  void close();
}

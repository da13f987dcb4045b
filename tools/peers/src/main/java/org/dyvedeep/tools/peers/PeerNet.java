package org.dyvedeep.tools.peers;

import java.io.IOException;
import java.util.Map;
import org.dyvedeep.tools.worker.TimedRuns;

/** A network that another program has loaded. */
interface PeerNet extends TimedRuns.Network, AutoCloseable {
  /** How a program loads its files; {@code weights} may be empty. */
  @FunctionalInterface
  interface Loader {
    PeerNet load(String network, String weights, Map<String, int[]> inputs) throws IOException;
  }

  /** An output of the last run; if there is only one output, its name does not matter. */
  float[] read(String output) throws IOException;

  @Override
  void close();
}

package org.dyvedeep.tools.peers;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import org.dyvedeep.tools.worker.RequestHandler;
import org.dyvedeep.tools.worker.TimedRuns;
import org.dyvedeep.tools.worker.WorkerProtocol;
import org.dyvedeep.tools.worker.WorkerProtocol.Request;

/** A peer's answers: networks are loaded, fed, run, timed and read. */
final class PeerAnswers implements RequestHandler {
  private final PeerNet.Loader loader;
  private final TimedRuns timed = new TimedRuns();
  private PeerNet net;

  PeerAnswers(PeerNet.Loader loader) {
    this.loader = loader;
  }

  @Override
  public void answer(Request request, DataInputStream in, DataOutputStream out) throws IOException {
    switch (request) {
      case LOAD -> load(in);
      case SET_BLOB -> net().write(WorkerProtocol.readString(in), WorkerProtocol.readFloats(in));
      case INPUTS -> timed.read(in);
      case FORWARD -> net().forward();
      case READ_BLOB -> WorkerProtocol.writeFloats(out, net().read(WorkerProtocol.readString(in)));
      case TIME -> WorkerProtocol.writeLongs(out, timed.time(in.readInt(), net()));
      default -> throw RequestHandler.unknown(request);
    }
  }

  private void load(DataInputStream in) throws IOException {
    close();
    String network = WorkerProtocol.readString(in);
    String weights = WorkerProtocol.readString(in);
    Map<String, int[]> inputs = WorkerProtocol.readShapes(in);
    net = loader.load(network, weights, inputs);
  }

  private PeerNet net() {
    if (net == null) {
      throw new IllegalStateException("no network is loaded");
    }
    return net;
  }

  @Override
  public void close() {
    timed.clear();
    if (net != null) {
      net.close();
      net = null;
    }
  }
}

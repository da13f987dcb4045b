package org.dyvedeep.tools.caffe.worker;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.dyvedeep.tools.worker.RequestHandler;
import org.dyvedeep.tools.worker.TimedRuns;
import org.dyvedeep.tools.worker.WorkerProtocol;
import org.dyvedeep.tools.worker.WorkerProtocol.Request;

/** Native Caffe's answers; refuses by itself what would otherwise end native Caffe. */
final class CaffeAnswers implements RequestHandler {
  private final TimedRuns timed = new TimedRuns();
  private CaffeNet net;

  @Override
  public void answer(Request request, DataInputStream in, DataOutputStream out) throws IOException {
    switch (request) {
      case LOAD -> {
        close();
        net = new CaffeNet(WorkerProtocol.readString(in), WorkerProtocol.readString(in));
      }
      case SET_BLOB -> net().write(WorkerProtocol.readString(in), WorkerProtocol.readFloats(in));
      case INPUTS -> timed.read(in);
      case FORWARD -> net().forward();
      case READ_BLOB -> WorkerProtocol.writeFloats(out, net().read(WorkerProtocol.readString(in)));
      case BLOBS -> net().listBlobs(out);
      case LAYERS -> net().listLayers(out);
      case TIME -> WorkerProtocol.writeLongs(out, timed.time(in.readInt(), net()));
      case TIME_LAYERS -> WorkerProtocol.writeLongs(out, net().timeLayers());
      case SAVE -> net().save(WorkerProtocol.readString(in));
      default -> throw RequestHandler.unknown(request);
    }
  }

  private CaffeNet net() {
    if (net == null) {
      throw new IllegalStateException("no network is loaded");
    }
    return net;
  }

  /** Native memory is freed at once: Caffe's networks are large. */
  @Override
  public void close() {
    timed.clear();
    if (net != null) {
      net.close();
      net = null;
    }
  }
}

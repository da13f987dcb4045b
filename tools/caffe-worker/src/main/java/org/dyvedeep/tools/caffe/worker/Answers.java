package org.dyvedeep.tools.caffe.worker;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.dyvedeep.tools.caffe.WorkerProtocol;
import org.dyvedeep.tools.caffe.WorkerProtocol.Request;

/** One answer for each request; refuses by itself what would otherwise end native Caffe. */
final class Answers implements AutoCloseable {
  private CaffeNet net;
  private boolean finished;

  boolean finished() {
    return finished;
  }

  byte[] answer(DataInputStream request) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(WorkerProtocol.OK);
    try {
      answer(Request.valueOf(WorkerProtocol.readString(request)), request, out);
      return bytes.toByteArray();
    } catch (RuntimeException e) {
      // JavaCPP turns C++ exceptions into these; Caffe's state is then as it was.
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

  private void answer(Request request, DataInputStream in, DataOutputStream out)
      throws IOException {
    switch (request) {
      case HELLO -> out.writeInt(WorkerProtocol.VERSION);
      case LOAD -> {
        close();
        net = new CaffeNet(WorkerProtocol.readString(in), WorkerProtocol.readString(in));
      }
      case SET_BLOB -> net().write(WorkerProtocol.readString(in), WorkerProtocol.readFloats(in));
      case FORWARD -> net().forward();
      case READ_BLOB -> WorkerProtocol.writeFloats(out, net().read(WorkerProtocol.readString(in)));
      case BLOBS -> net().listBlobs(out);
      case LAYERS -> net().listLayers(out);
      case TIME -> writeLongs(out, net().time(in.readInt()));
      case TIME_LAYERS -> writeLongs(out, net().timeLayers());
      case SAVE -> net().save(WorkerProtocol.readString(in));
      case QUIT -> finished = true;
    }
  }

  private CaffeNet net() {
    if (net == null) {
      throw new IllegalStateException("no network is loaded");
    }
    return net;
  }

  private static void writeLongs(DataOutputStream out, long[] values) throws IOException {
    out.writeInt(values.length);
    for (long value : values) {
      out.writeLong(value);
    }
  }

  /** Native memory is freed at once: Caffe's networks are large. */
  @Override
  public void close() {
    if (net != null) {
      net.close();
      net = null;
    }
  }
}

package org.dyvedeep.tools.caffe.worker;

import static org.bytedeco.caffe.global.caffe.TEST;
import static org.bytedeco.caffe.global.caffe.WriteProtoToBinaryFile;

import java.io.DataOutputStream;
import java.io.IOException;
import org.bytedeco.caffe.FloatBlob;
import org.bytedeco.caffe.FloatBlobSharedVector;
import org.bytedeco.caffe.FloatLayerSharedVector;
import org.bytedeco.caffe.FloatNet;
import org.bytedeco.caffe.NetParameter;
import org.bytedeco.caffe.StringVector;
import org.dyvedeep.tools.worker.TimedRuns;
import org.dyvedeep.tools.worker.WorkerProtocol;

/** A network inside native Caffe, at phase TEST. */
final class CaffeNet implements TimedRuns.Network, AutoCloseable {
  private final FloatNet net;

  /** Loads a prototxt and, unless its path is empty, a caffemodel. */
  CaffeNet(String prototxt, String caffemodel) {
    net = new FloatNet(prototxt, TEST);
    if (!caffemodel.isEmpty()) {
      net.CopyTrainedLayersFrom(caffemodel);
    }
  }

  @Override
  public void write(String name, float[] values) {
    FloatBlob blob = blob(name);
    if (blob.count() != values.length) {
      throw new IllegalArgumentException(
          values.length + " values for blob " + name + " of " + blob.shape_string().getString());
    }
    blob.mutable_cpu_data().put(values, 0, values.length);
  }

  float[] read(String name) {
    FloatBlob blob = blob(name);
    float[] values = new float[blob.count()];
    blob.cpu_data().get(values, 0, values.length);
    return values;
  }

  private FloatBlob blob(String name) {
    if (!net.has_blob(name)) {
      throw new IllegalArgumentException("there is no blob " + name);
    }
    return net.blob_by_name(name);
  }

  @Override
  public void forward() {
    net.Forward();
  }

  void listBlobs(DataOutputStream out) throws IOException {
    StringVector names = net.blob_names();
    FloatBlobSharedVector blobs = net.blobs();
    out.writeInt((int) names.size());
    for (int i = 0; i < names.size(); i++) {
      FloatBlob blob = blobs.get(i);
      WorkerProtocol.writeString(out, names.get(i).getString());
      out.writeInt(blob.num_axes());
      for (int axis = 0; axis < blob.num_axes(); axis++) {
        out.writeInt(blob.shape(axis));
      }
    }
  }

  void listLayers(DataOutputStream out) throws IOException {
    StringVector names = net.layer_names();
    FloatLayerSharedVector layers = net.layers();
    out.writeInt((int) names.size());
    for (int i = 0; i < names.size(); i++) {
      WorkerProtocol.writeString(out, names.get(i).getString());
      WorkerProtocol.writeString(out, layers.get(i).type().getString());
    }
  }

  long[] timeLayers() {
    long[] nanos = new long[(int) net.layers().size()];
    for (int i = 0; i < nanos.length; i++) {
      long start = System.nanoTime();
      net.ForwardFromTo(i, i);
      nanos[i] = System.nanoTime() - start;
    }
    return nanos;
  }

  void save(String path) {
    try (NetParameter parameter = new NetParameter()) {
      net.ToProto(parameter, false);
      WriteProtoToBinaryFile(parameter, path);
    }
  }

  @Override
  public void close() {
    net.close();
  }
}

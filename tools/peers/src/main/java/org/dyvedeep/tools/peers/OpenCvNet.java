package org.dyvedeep.tools.peers;

import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_dnn;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.StringVector;
import org.bytedeco.opencv.opencv_dnn.Net;

/** A Caffe network in OpenCV DNN, on the CPU, with fusion and Winograd as OpenCV sets them: on. */
final class OpenCvNet implements PeerNet {
  private final Net net;
  private final Map<String, int[]> shapes;
  private final StringVector names;
  private final MatVector outputs = new MatVector();

  private OpenCvNet(Net net, Map<String, int[]> shapes) {
    this.net = net;
    this.shapes = new HashMap<>(shapes);
    this.names = net.getUnconnectedOutLayersNames();
  }

  /** Loads a prototxt and a caffemodel. */
  static OpenCvNet load(String prototxt, String caffemodel, Map<String, int[]> inputs) {
    Net net = opencv_dnn.readNetFromCaffe(prototxt, caffemodel);
    net.setPreferableBackend(opencv_dnn.DNN_BACKEND_OPENCV);
    net.setPreferableTarget(opencv_dnn.DNN_TARGET_CPU);
    return new OpenCvNet(net, inputs);
  }

  @Override
  public void write(String input, float[] values) {
    int[] shape = shapes.get(input);
    if (shape == null) {
      throw new IllegalArgumentException("there is no input " + input);
    }
    // OpenCV copies the blob.
    try (Mat blob = new Mat(shape, opencv_core.CV_32F);
        Scalar zero = new Scalar(0.0)) {
      if (blob.total() != values.length) {
        throw new IllegalArgumentException(
            values.length + " values for input " + input + " of " + blob.total());
      }
      FloatBuffer target = blob.createBuffer();
      target.put(values);
      net.setInput(blob, input, 1.0, zero);
    }
  }

  @Override
  public void forward() {
    net.forward(outputs, names);
  }

  @Override
  public float[] read(String output) {
    int index = names.size() == 1 ? 0 : indexOf(output);
    Mat blob = outputs.get(index);
    float[] values = new float[Math.toIntExact(blob.total())];
    try (FloatPointer data = new FloatPointer(blob.data())) {
      data.get(values);
    }
    return values;
  }

  private int indexOf(String output) {
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).getString().equals(output)) {
        return i;
      }
    }
    throw new IllegalArgumentException("there is no output " + output);
  }

  @Override
  public void close() {
    outputs.close();
    names.close();
    net.close();
  }
}

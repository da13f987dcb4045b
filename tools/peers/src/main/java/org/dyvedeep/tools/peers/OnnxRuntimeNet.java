package org.dyvedeep.tools.peers;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.ExecutionMode;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** An ONNX file in ONNX Runtime, on the CPU, with all of its optimisations. */
final class OnnxRuntimeNet implements PeerNet {
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final Map<String, int[]> shapes;
  private final Map<String, OnnxTensor> inputs = new HashMap<>();
  private OrtSession.Result outputs;

  private OnnxRuntimeNet(
      OrtEnvironment environment, OrtSession session, Map<String, int[]> shapes) {
    this.environment = environment;
    this.session = session;
    this.shapes = new HashMap<>(shapes);
  }

  /** Loads an ONNX file; operations run one after the other, each on all threads. */
  static OnnxRuntimeNet load(String onnx, Map<String, int[]> inputs, int threads)
      throws IOException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      options.setExecutionMode(ExecutionMode.SEQUENTIAL);
      options.setOptimizationLevel(OptLevel.ALL_OPT);
      return new OnnxRuntimeNet(environment, environment.createSession(onnx, options), inputs);
    } catch (OrtException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void write(String input, float[] values) throws IOException {
    int[] shape = shapes.get(input);
    if (shape == null || !session.getInputNames().contains(input)) {
      throw new IllegalArgumentException("there is no input " + input);
    }
    // Only direct memory is used without a copy in each run.
    FloatBuffer buffer =
        ByteBuffer.allocateDirect(Math.multiplyExact(values.length, Float.BYTES))
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer()
            .put(values)
            .flip();
    long[] extents = Arrays.stream(shape).asLongStream().toArray();
    try {
      OnnxTensor before = inputs.put(input, OnnxTensor.createTensor(environment, buffer, extents));
      if (before != null) {
        before.close();
      }
    } catch (OrtException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void forward() throws IOException {
    try {
      closeOutputs();
      outputs = session.run(inputs);
    } catch (OrtException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public float[] read(String output) {
    if (outputs == null) {
      throw new IllegalStateException("the network has not run");
    }
    Object value =
        outputs.size() == 1
            ? outputs.get(0)
            : outputs
                .get(output)
                .orElseThrow(() -> new IllegalArgumentException("there is no output " + output));
    FloatBuffer buffer = ((OnnxTensor) value).getFloatBuffer();
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  private void closeOutputs() {
    if (outputs != null) {
      outputs.close();
      outputs = null;
    }
  }

  @Override
  public void close() {
    closeOutputs();
    inputs.values().forEach(OnnxTensor::close);
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }
}

package org.dyvedeep.tools.onnx.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.tools.onnx.OnnxWriter;

/** A graph in ONNX Runtime, by way of a file, with all of its optimisations and two threads. */
final class OnnxRuntime implements AutoCloseable {
  private final Graph graph;
  private final OrtSession session;

  private OnnxRuntime(Graph graph, OrtSession session) {
    this.graph = graph;
    this.session = session;
  }

  /** Writes a graph and loads the file. */
  static OnnxRuntime load(Graph graph, Path file) throws IOException, OrtException {
    try (OutputStream out = Files.newOutputStream(file)) {
      OnnxWriter.of(graph).writeTo(out);
    }
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(2);
      options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      return new OnnxRuntime(graph, environment.createSession(file.toString(), options));
    }
  }

  /** Runs; gives all outputs by name. */
  Map<String, float[]> run(Map<String, float[]> inputs) throws OrtException {
    Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    try {
      for (Value input : graph.inputs()) {
        long[] dims = new long[input.shape().rank()];
        for (int i = 0; i < dims.length; i++) {
          dims[i] = input.shape().dim(i);
        }
        tensors.put(
            input.name(),
            OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(), FloatBuffer.wrap(inputs.get(input.name())), dims));
      }
      return outputs(tensors);
    } finally {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  private Map<String, float[]> outputs(Map<String, OnnxTensor> tensors) throws OrtException {
    Map<String, float[]> outputs = new LinkedHashMap<>();
    try (OrtSession.Result result = session.run(tensors)) {
      for (Map.Entry<String, OnnxValue> output : result) {
        FloatBuffer buffer = ((OnnxTensor) output.getValue()).getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        outputs.put(output.getKey(), values);
      }
    }
    return outputs;
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}

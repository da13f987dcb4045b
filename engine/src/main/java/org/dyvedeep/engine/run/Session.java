package org.dyvedeep.engine.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.plan.StepInfo;
import org.dyvedeep.engine.plan.Workspace;
import org.dyvedeep.engine.tensor.ShapeException;
import org.dyvedeep.engine.tensor.Tensor;

/**
 * Runs a model in memory of its own: write the inputs, run, read the outputs. Results are bitwise
 * repeatable for the same model, and a run allocates nothing.
 *
 * <p>For one thread at a time; calls from several wait for each other. Open one session a thread to
 * run at the same time.
 */
public final class Session implements AutoCloseable {
  private final Model model;
  private final Workspace workspace;
  private final StepInfo[] steps;
  private final Map<String, Tensor> inputs;
  private final Map<String, Tensor> readable;
  private boolean closed;

  Session(Model model, Workspace workspace) {
    this.model = model;
    this.workspace = workspace;
    this.steps = model.steps().toArray(StepInfo[]::new);
    this.inputs = tensors(model.inputValues());
    this.readable = tensors(model.readableValues());
  }

  private Map<String, Tensor> tensors(Map<String, Value> values) {
    Map<String, Tensor> tensors = new HashMap<>();
    values.forEach((blob, value) -> tensors.put(blob, workspace.tensor(value)));
    return tensors;
  }

  /**
   * Copies the elements of an input from an array, row-major (NCHW). They stay until the next
   * writing, so a run may be repeated.
   *
   * @param offset where the elements begin in the array
   * @throws IllegalArgumentException if there is no such input, or the array is too short
   * @throws IllegalStateException if the session was closed
   */
  public synchronized void write(String input, float[] values, int offset) {
    requireOpen();
    Tensor tensor = inputs.get(input);
    if (tensor == null) {
      throw model.noInput(input);
    }
    requireRoom(input, tensor, values, offset);
    tensor.set(values, offset);
  }

  /**
   * Computes the outputs from the inputs.
   *
   * @throws IllegalStateException if the session was closed
   */
  public synchronized void run() {
    requireOpen();
    for (int i = 0; i < steps.length; i++) {
      workspace.runStep(i);
    }
  }

  /**
   * Computes the outputs and times each step. Taking the times costs time: measure the whole by
   * {@link #run()}.
   *
   * @throws IllegalStateException if the session was closed
   */
  public synchronized void run(StepListener listener) {
    requireOpen();
    for (int i = 0; i < steps.length; i++) {
      long start = System.nanoTime();
      workspace.runStep(i);
      listener.stepDone(steps[i], System.nanoTime() - start);
    }
  }

  /**
   * Copies the elements of an output, a kept blob or an input to an array, row-major (NCHW).
   *
   * @param offset where the elements go in the array
   * @throws IllegalArgumentException if there is no such blob, it was not kept (the message says
   *     how to), or the array is too short
   * @throws IllegalStateException if the session was closed
   */
  public synchronized void read(String blob, float[] target, int offset) {
    Tensor tensor = output(blob);
    requireRoom(blob, tensor, target, offset);
    tensor.get(target, offset);
  }

  /** The elements of an output, a kept blob or an input in a new array, row-major (NCHW). */
  public synchronized float[] read(String blob) {
    return output(blob).toArray();
  }

  /**
   * Views an output, a kept blob or an input without copying: the elements change with the next
   * run, and are not to be written.
   *
   * @throws IllegalArgumentException if there is no such blob, or it was not kept; the message says
   *     how to
   * @throws IllegalStateException if the session was closed
   */
  public synchronized Tensor output(String blob) {
    requireOpen();
    Tensor tensor = readable.get(blob);
    if (tensor == null) {
      throw model.notReadable(blob);
    }
    return tensor;
  }

  /** The output blobs, in the network's order. */
  public Set<String> outputs() {
    return model.outputs().keySet();
  }

  /** The steps of a run, in order; operators say what they decided in the last run. */
  public synchronized List<StepInfo> steps() {
    requireOpen();
    List<StepInfo> all = new ArrayList<>();
    for (int i = 0; i < steps.length; i++) {
      all.add(steps[i].remarked(workspace.remark(i)));
    }
    return List.copyOf(all);
  }

  /** Frees the session's memory. Closing again has no effect. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      workspace.close();
      model.sessionClosed();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("this session of " + model.name() + " was closed");
    }
  }

  private static void requireRoom(String blob, Tensor tensor, float[] array, int offset) {
    if (offset < 0 || offset > array.length - tensor.size()) {
      throw new ShapeException(
          "blob "
              + blob
              + " of "
              + tensor.shape()
              + " needs "
              + tensor.size()
              + " elements from "
              + offset
              + " on, the array has "
              + array.length);
    }
  }
}

package org.dyvedeep.engine.run;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dyvedeep.engine.plan.Backend;
import org.dyvedeep.engine.plan.CostModel;
import org.dyvedeep.engine.plan.OperatorProvider;
import org.dyvedeep.engine.tensor.Shape;

/**
 * How a model is compiled. Immutable; each method gives a changed copy of {@link #defaults}.
 *
 * @param backend what executes the network
 * @param threads how many threads one run may use
 * @param costs what kernels are chosen by
 * @param keep blobs that can be read after a run besides the outputs
 * @param keepAll whether every blob can be read
 * @param batch the extent of axis 0 of every input; 0 leaves it
 * @param inputShapes other shapes for inputs, by blob name; they go before {@code batch}
 * @param providers operators that are asked for each node before the back end
 */
public record ModelOptions(
    Backend backend,
    int threads,
    CostModel costs,
    Set<String> keep,
    boolean keepAll,
    int batch,
    Map<String, Shape> inputShapes,
    List<OperatorProvider> providers) {
  /** The back end that is used unless another is named. */
  public static final String DEFAULT_BACKEND = "direct";

  /** Copies the collections and checks the ranges. */
  public ModelOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, got " + threads);
    }
    if (batch < 0) {
      throw new IllegalArgumentException("batch must be at least 1, got " + batch);
    }
    keep = Set.copyOf(keep);
    inputShapes = Map.copyOf(inputShapes);
    providers = List.copyOf(providers);
  }

  /** One thread, the default back end and costs, the graph's own shapes, nothing kept. */
  public static ModelOptions defaults() {
    return new ModelOptions(
        Backends.named(DEFAULT_BACKEND),
        1,
        CostModel.defaults(),
        Set.of(),
        false,
        0,
        Map.of(),
        List.of());
  }

  /**
   * Another back end, by name.
   *
   * @throws IllegalArgumentException if there is none of that name; the message lists those found
   */
  public ModelOptions backend(String name) {
    return backend(Backends.named(name));
  }

  /** Another back end. */
  public ModelOptions backend(Backend other) {
    return new ModelOptions(other, threads, costs, keep, keepAll, batch, inputShapes, providers);
  }

  /** Another number of threads for one run, at least 1. */
  public ModelOptions threads(int count) {
    return new ModelOptions(backend, count, costs, keep, keepAll, batch, inputShapes, providers);
  }

  /**
   * Other costs to choose kernels by, such as {@link
   * org.dyvedeep.engine.backend.direct.Calibration} measures them. Choices change results in their
   * last bits, so runs that are to be equal bit by bit need equal costs.
   */
  public ModelOptions costs(CostModel model) {
    return new ModelOptions(backend, threads, model, keep, keepAll, batch, inputShapes, providers);
  }

  /** More blobs that can be read after a run, by name. */
  public ModelOptions keep(String... blobs) {
    Set<String> all = new LinkedHashSet<>(keep);
    all.addAll(List.of(blobs));
    return new ModelOptions(backend, threads, costs, all, keepAll, batch, inputShapes, providers);
  }

  /** Makes every blob readable after a run, at the price of memory and of fused operations. */
  public ModelOptions keepingAll() {
    return new ModelOptions(backend, threads, costs, keep, true, batch, inputShapes, providers);
  }

  /** Another batch size: axis 0 of every input. */
  public ModelOptions batch(int size) {
    if (size < 1) {
      throw new IllegalArgumentException("batch must be at least 1, got " + size);
    }
    return new ModelOptions(backend, threads, costs, keep, keepAll, size, inputShapes, providers);
  }

  /** Another shape of one input. */
  public ModelOptions inputShape(String input, Shape shape) {
    Map<String, Shape> all = new LinkedHashMap<>(inputShapes);
    all.put(input, shape);
    return new ModelOptions(backend, threads, costs, keep, keepAll, batch, all, providers);
  }

  /** One more operator provider, asked after those given before and before the back end. */
  public ModelOptions provider(OperatorProvider provider) {
    List<OperatorProvider> all = new java.util.ArrayList<>(providers);
    all.add(provider);
    return new ModelOptions(backend, threads, costs, keep, keepAll, batch, inputShapes, all);
  }
}

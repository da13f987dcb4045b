package org.dyvedeep.tools.parity;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.op.Embed;

/**
 * Inputs made from a seed: like pixels whose mean was subtracted, or rows where a table is read.
 */
public final class SeededInputs {
  private static final double BOUND = 128;

  private final Graph graph;
  private final SplittableRandom random;
  private final double bound;

  /** Inputs within 128 of zero. */
  public SeededInputs(Graph graph, long seed) {
    this(graph, seed, BOUND);
  }

  /** Inputs within a bound of zero. */
  public SeededInputs(Graph graph, long seed, double bound) {
    this.graph = graph;
    this.random = new SplittableRandom(seed);
    this.bound = bound;
  }

  /** The next set of inputs, by blob name. */
  public Map<String, float[]> next() {
    Map<String, float[]> inputs = new LinkedHashMap<>();
    for (Value input : graph.inputs()) {
      int rows = rows(input);
      float[] values = new float[input.shape().size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = rows > 0 ? random.nextInt(rows) : (float) random.nextDouble(-bound, bound);
      }
      inputs.put(input.name(), values);
    }
    return inputs;
  }

  /** The rows of the table that an input is the index of; 0 for other inputs. */
  private int rows(Value input) {
    for (Node node : graph.nodes()) {
      if (node.inputs().contains(input) && node.operation() instanceof Embed embed) {
        return embed.inputDim();
      }
    }
    return 0;
  }
}

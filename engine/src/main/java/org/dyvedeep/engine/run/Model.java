package org.dyvedeep.engine.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.dyvedeep.engine.backend.ReferenceBackend;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.pass.InferShapes;
import org.dyvedeep.engine.plan.MemoryPlan;
import org.dyvedeep.engine.plan.OperatorProvider;
import org.dyvedeep.engine.plan.Plan;
import org.dyvedeep.engine.plan.PlanOptions;
import org.dyvedeep.engine.plan.StepInfo;
import org.dyvedeep.engine.tensor.AbsentWeights;
import org.dyvedeep.engine.tensor.Shape;

/**
 * A network that is ready to run: an operator chosen for each layer, weights packed, memory
 * planned. Immutable and safe for many threads, each with a {@link Session} of its own. It does not
 * hold the graph it was compiled from: drop that to free weights that were packed elsewhere, or
 * {@linkplain #compile(Supplier, ModelOptions) hand it over}.
 *
 * <pre>{@code
 * GraphBuilder builder = new GraphBuilder("tiny");
 * Value data = builder.input("data", Shape.of(1, 3));
 * Weights weight = new DenseWeights(Shape.of(2, 3), new float[] {1, 0, 0, 0, 1, 1});
 * builder.add(
 *     "fc", "InnerProduct", InnerProduct.of(2, false), List.of(data), List.of(weight),
 *     List.of("fc"));
 * try (Model model = Model.compile(builder.build(), ModelOptions.defaults());
 *     Session session = model.open()) {
 *   session.write("data", new float[] {5, 6, 7}, 0);
 *   session.run();
 *   float[] scores = session.read("fc"); // 5, 13
 * }
 * }</pre>
 */
public final class Model implements AutoCloseable {
  private final String name;
  private final Plan plan;
  private final Map<String, Value> inputs;
  private final Map<String, Value> outputs;
  private final Map<String, Value> readable;
  private final Set<String> allBlobs;
  private int openSessions;
  private boolean closed;

  private Model(Stages stages, Plan plan) {
    Graph source = stages.shaped;
    Graph kept = stages.kept;
    Graph compiled = stages.compiled;
    this.name = source.name();
    this.plan = plan;
    this.inputs = new LinkedHashMap<>();
    compiled.inputs().forEach(value -> inputs.put(value.name(), value));
    this.outputs = named(source, source.outputs(), compiled);
    this.allBlobs = Set.copyOf(source.blobs().keySet());
    this.readable = named(kept, kept.inputs(), compiled);
    this.readable.putAll(named(kept, kept.outputs(), compiled));
  }

  /** What values of a graph became in another, by the blob names that stand for them. */
  private static Map<String, Value> named(Graph graph, List<Value> values, Graph compiled) {
    Set<Value> wanted = new LinkedHashSet<>(values);
    Map<String, Value> result = new LinkedHashMap<>();
    graph
        .blobs()
        .forEach(
            (blob, value) -> {
              if (wanted.contains(value)) {
                result.put(blob, compiled.blob(blob));
              }
            });
    return result;
  }

  /**
   * Compiles a graph.
   *
   * @throws IllegalArgumentException if a blob to keep or an input to reshape does not exist
   * @throws org.dyvedeep.engine.tensor.ShapeException if weights do not fit the shapes asked for
   * @throws IllegalStateException if layers lack weights, or the back end lacks something on this
   *     machine
   */
  public static Model compile(Graph graph, ModelOptions options) {
    return compile(() -> graph, options, false);
  }

  /**
   * Compiles a graph that is handed over: where the caller does not hold it any longer, such as
   * with {@code queue::remove}, the weights of each layer can be collected as soon as they are
   * packed, and a process never has all of them twice. The JVM is asked to do so, since some
   * collectors would rather grow.
   *
   * @param source gives the graph, once
   * @throws IllegalArgumentException as for a graph that is kept
   */
  public static Model compile(Supplier<Graph> source, ModelOptions options) {
    return compile(source, options, true);
  }

  private static Model compile(Supplier<Graph> source, ModelOptions options, boolean handedOver) {
    Deque<Graph> passed = new ArrayDeque<>(1);
    Stages stages = pass(source.get(), options, passed);
    List<OperatorProvider> providers = new ArrayList<>(options.providers());
    providers.add(options.backend());
    providers.add(new ReferenceBackend());
    Plan plan =
        Plan.of(
            passed::remove,
            providers,
            new PlanOptions(options.threads(), options.costs(), handedOver));
    return new Model(stages, plan);
  }

  /** What a graph went through, without weights. */
  private record Stages(Graph shaped, Graph kept, Graph compiled) {}

  /** Runs the passes; the graph that comes out goes to the queue, and nowhere else. */
  private static Stages pass(Graph graph, ModelOptions options, Deque<Graph> passed) {
    Graph shaped = InferShapes.with(graph, options.inputShapes(), options.batch()).apply(graph);
    Set<String> keep = options.keepAll() ? shaped.blobs().keySet() : options.keep();
    Graph kept = shaped.keeping(keep);
    Graph compiled = options.backend().passes().apply(kept);
    requireWeights(compiled);
    passed.add(compiled);
    return new Stages(shaped.withoutWeights(), kept.withoutWeights(), compiled.withoutWeights());
  }

  private static void requireWeights(Graph graph) {
    List<String> lacking =
        graph.nodes().stream()
            .filter(node -> node.weights().stream().anyMatch(w -> w instanceof AbsentWeights))
            .map(Node::name)
            .toList();
    if (!lacking.isEmpty()) {
      throw new IllegalStateException(
          graph.name()
              + " cannot be run: no weights were given for "
              + String.join(", ", lacking)
              + "; import it with a weights file that holds them");
    }
  }

  /** The network's name. */
  public String name() {
    return name;
  }

  /** The input blobs and their shapes, in the network's order. */
  public Map<String, Shape> inputs() {
    return shapes(inputs);
  }

  /** The output blobs and their shapes, in the network's order; kept blobs are not among them. */
  public Map<String, Shape> outputs() {
    return shapes(outputs);
  }

  private static Map<String, Shape> shapes(Map<String, Value> values) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    values.forEach((blob, value) -> shapes.put(blob, value.shape()));
    return shapes;
  }

  /** The steps of a run, in order. */
  public List<StepInfo> steps() {
    return plan.steps();
  }

  /** Where activations lie, and how much room they take. */
  public MemoryPlan memory() {
    return plan.memory();
  }

  /**
   * Opens a session with memory of its own.
   *
   * @throws IllegalStateException if the model was closed
   */
  public synchronized Session open() {
    if (closed) {
      throw new IllegalStateException("model " + name + " was closed");
    }
    Session session = new Session(this, plan.open());
    openSessions++;
    return session;
  }

  /**
   * Refuses further sessions, and frees native memory as soon as the last open session is closed.
   * Closing again has no effect.
   */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      freeIfUnused();
    }
  }

  synchronized void sessionClosed() {
    openSessions--;
    freeIfUnused();
  }

  private void freeIfUnused() {
    if (closed && openSessions == 0) {
      plan.close();
    }
  }

  Map<String, Value> inputValues() {
    return inputs;
  }

  /** Values whose memory outlives a run, by blob name. */
  Map<String, Value> readableValues() {
    return readable;
  }

  IllegalArgumentException noInput(String blob) {
    return new IllegalArgumentException(
        name + " has no input " + blob + "; its inputs are " + String.join(", ", inputs.keySet()));
  }

  IllegalArgumentException notReadable(String blob) {
    return new IllegalArgumentException(
        allBlobs.contains(blob)
            ? "blob "
                + blob
                + " is not an output and its memory is re-used; compile the model with"
                + " ModelOptions.keep(\""
                + blob
                + "\") to read it"
            : name
                + " has no blob "
                + blob
                + "; readable are "
                + String.join(", ", readable.keySet()));
  }
}

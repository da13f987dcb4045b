package org.dyvedeep.caffe.convert;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.dyvedeep.caffe.AccuracyLayer;
import org.dyvedeep.caffe.DeployNet;
import org.dyvedeep.caffe.DroppedLayer;
import org.dyvedeep.caffe.ImportOptions;
import org.dyvedeep.caffe.ImportWarning;
import org.dyvedeep.caffe.LayerReport;
import org.dyvedeep.caffe.ModelImportException;
import org.dyvedeep.caffe.UnsupportedLayer;
import org.dyvedeep.caffe.convert.BlobFlow.Blob;
import org.dyvedeep.caffe.convert.DeployPlan.Action;
import org.dyvedeep.caffe.convert.DeployPlan.Step;
import org.dyvedeep.caffe.proto.AccuracyParameter;
import org.dyvedeep.caffe.proto.LayerParameter;
import org.dyvedeep.caffe.proto.NetParameter;
import org.dyvedeep.caffe.proto.Phase;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.ShapeException;

/** Turns a network of the current generation into a graph, layer by layer. */
public final class NetConverter {
  private final ImportSource source;
  private final GraphAssembly assembly;
  private final Map<Blob, Value> values = new HashMap<>();
  private final List<Kept> kept = new ArrayList<>();
  private final List<UnsupportedLayer> unsupported = new ArrayList<>();
  private final List<DroppedLayer> dropped = new ArrayList<>();
  private final List<AccuracyLayer> accuracies = new ArrayList<>();

  /** A layer that is in the report, with its nodes in the graph. */
  private record Kept(Step step, List<String> tops, List<Shape> shapes, int from, int to) {}

  private NetConverter(ImportSource source, GraphAssembly assembly) {
    this.source = source;
    this.assembly = assembly;
  }

  /**
   * Converts a network. Layers that nobody can convert are listed in the result; what depends on
   * them is left out of the graph.
   *
   * @param net upgraded and filtered
   * @param removed names of the layers that the filter left out
   * @throws ModelImportException if Caffe would refuse the network
   */
  public static ConvertedNet convert(
      ImportSource source, NetParameter net, List<String> removed, ImportOptions options) {
    GraphAssembly assembly = new GraphAssembly(source, options, net.getName());
    return new NetConverter(source, assembly).run(net, removed, options);
  }

  private ConvertedNet run(NetParameter net, List<String> removed, ImportOptions options) {
    List<LayerParameter> layers = net.getLayerList();
    Set<String> given = options.inputShapes().keySet();
    BlobFlow flow = BlobFlow.trace(source, layers, removed, given);
    flow.outside().forEach(blob -> values.put(blob, assembly.outsideInput(blob.name())));
    for (Step step : DeployPlan.of(LayerRegistry.load(), layers, flow, given)) {
      take(step);
    }
    requireInputsUsed(options);
    Graph graph = assembly.build();
    requireUniqueNames(graph);
    return new ConvertedNet(
        graph,
        assembly.inputs(),
        reports(graph),
        unsupported,
        assembly.warnings(),
        dropped,
        accuracies,
        assembly.hints(),
        assembly.slots(),
        deploy(flow, net.getName()));
  }

  private DeployNet deploy(BlobFlow flow, String name) {
    DeployNets deploy = new DeployNets(name);
    flow.outside().forEach(blob -> deploy.addOutsideInput(values.get(blob)));
    for (Kept layer : kept) {
      Step step = layer.step();
      if (step.action() == Action.KEEP && step.converter().role() == LayerConverter.Role.INPUT) {
        deploy.addInput(step.layer().getName(), layer.tops(), layer.shapes());
      } else {
        deploy.addLayer(step.layer(), step.bottoms().stream().map(Blob::name).toList());
      }
    }
    return deploy.build(assembly.slots());
  }

  private void take(Step step) {
    LayerParameter layer = step.layer();
    if (!step.reason().isEmpty() && step.action() != Action.REFUSE) {
      dropped.add(new DroppedLayer(layer.getName(), step.fileType(), step.reason()));
    }
    boolean known = step.bottoms().stream().allMatch(values::containsKey);
    if (step.action() == Action.REFUSE) {
      unsupported.add(new UnsupportedLayer(layer.getName(), layer.getType(), step.reason()));
    }
    if (step.action() == Action.DROP) {
      remark(step);
    } else if (step.action() == Action.REFUSE || !known) {
      int at = assembly.nodeCount();
      kept.add(new Kept(step, step.tops(), List.of(), at, at));
    } else {
      convert(step);
    }
  }

  private void remark(Step step) {
    LayerParameter layer = step.layer();
    if (!layer.getType().equals("Accuracy")) {
      return;
    }
    AccuracyParameter accuracy = layer.getAccuracyParam();
    OptionalInt ignored =
        accuracy.hasIgnoreLabel() ? OptionalInt.of(accuracy.getIgnoreLabel()) : OptionalInt.empty();
    accuracies.add(
        new AccuracyLayer(
            layer.getName(),
            layer.getBottomList(),
            accuracy.getTopK(),
            accuracy.getAxis(),
            ignored));
  }

  private void convert(Step step) {
    LayerParameter layer = step.layer();
    if (layer.hasPhase() && layer.getPhase() == Phase.TRAIN) {
      assembly.warn(
          layer.getName(),
          ImportWarning.Kind.IGNORED,
          "phase",
          "phase: TRAIN of a layer is ignored: everything is computed as at phase TEST");
    }
    List<Value> bottoms = step.bottoms().stream().map(values::get).toList();
    int from = assembly.nodeCount();
    try {
      step.converter().convert(new LayerContext(assembly, layer, bottoms, step.tops()));
    } catch (ShapeException | ArithmeticException e) {
      throw source
          .problem(layer.getName(), "")
          .found("shapes that do not fit (" + e.getMessage() + ")")
          .expected("inputs " + bottoms.stream().map(Value::shape).toList() + " that it can take")
          .advice("check the parameters of this " + layer.getType() + " layer and of those before")
          .cause(e)
          .build();
    }
    List<Shape> shapes = new ArrayList<>();
    for (int top = 0; top < step.tops().size(); top++) {
      String name = step.tops().get(top);
      if (!name.isEmpty()) {
        Value value = assembly.blob(name).orElseThrow(() -> notWritten(step, name));
        values.put(new Blob(step.number(), step.firstTop() + top, name), value);
        shapes.add(value.shape());
      }
    }
    List<String> tops = step.tops().stream().filter(name -> !name.isEmpty()).toList();
    kept.add(new Kept(step, tops, shapes, from, assembly.nodeCount()));
  }

  private IllegalStateException notWritten(Step step, String top) {
    return new IllegalStateException(
        step.converter().getClass().getName()
            + " did not write the top "
            + top
            + " of layer "
            + step.layer().getName());
  }

  private void requireInputsUsed(ImportOptions options) {
    Set<String> names = new HashSet<>();
    assembly.inputs().forEach(input -> names.add(input.name()));
    for (String blob : options.inputShapes().keySet()) {
      if (!names.contains(blob)) {
        throw ModelImportException.in(source.file())
            .found("a shape given for \"" + blob + "\", which is no input")
            .expected("one of " + names)
            .advice("correct the blob's name")
            .build();
      }
    }
  }

  private void requireUniqueNames(Graph graph) {
    Set<String> names = new HashSet<>();
    for (Kept layer : kept) {
      List<Node> nodes = graph.nodes().subList(layer.from(), layer.to());
      boolean learns = nodes.stream().anyMatch(node -> !node.weights().isEmpty());
      String name = layer.step().layer().getName();
      if (learns && !names.add(name)) {
        throw source
            .problem(name, "name")
            .found("two layers with weights under one name")
            .expected("names of their own, because weights are matched by name")
            .advice("rename one of them")
            .build();
      }
    }
  }

  private List<LayerReport> reports(Graph graph) {
    List<LayerReport> reports = new ArrayList<>();
    Map<String, Long> parameters = LearnedBlobs.of(source, assembly.slots()).parameters();
    for (Kept layer : kept) {
      List<Node> nodes = graph.nodes().subList(layer.from(), layer.to());
      LayerParameter parameter = layer.step().layer();
      reports.add(
          new LayerReport(
              parameter.getName(),
              parameter.getType(),
              layer.step().bottoms().stream().map(Blob::name).toList(),
              layer.tops(),
              layer.shapes(),
              nodes.stream().mapToLong(Node::macs).sum(),
              nodes.isEmpty() ? 0 : parameters.getOrDefault(parameter.getName(), 0L)));
    }
    return reports;
  }
}

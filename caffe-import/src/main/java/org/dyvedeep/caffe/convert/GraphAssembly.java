package org.dyvedeep.caffe.convert;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.dyvedeep.caffe.ImportOptions;
import org.dyvedeep.caffe.ImportWarning;
import org.dyvedeep.caffe.PreprocessingHints;
import org.dyvedeep.caffe.proto.LayerParameter;
import org.dyvedeep.caffe.read.SourceMap;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.GraphBuilder;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.op.Operation;
import org.dyvedeep.engine.tensor.AbsentWeights;
import org.dyvedeep.engine.tensor.Shape;

/** The graph while it is being put together: nodes without weights, and notes of where they go. */
final class GraphAssembly {
  private final ImportSource source;
  private final ImportOptions options;
  private final GraphBuilder builder;
  private final List<WeightSlot> slots = new ArrayList<>();
  private final List<ImportWarning> warnings = new ArrayList<>();
  private final List<PreprocessingHints> hints = new ArrayList<>();
  private final List<Value> inputs = new ArrayList<>();
  private int nodes;
  private int fileBatch;

  GraphAssembly(ImportSource source, ImportOptions options, String name) {
    this.source = source;
    this.options = options;
    this.builder = new GraphBuilder(name);
  }

  ImportSource source() {
    return source;
  }

  void warn(String layer, ImportWarning.Kind kind, String field, String text) {
    SourceMap.Position at = source.place(layer, field);
    warnings.add(new ImportWarning(kind, layer, field, at.line(), at.column(), text));
  }

  void preprocessing(PreprocessingHints found) {
    hints.add(found);
  }

  List<Value> add(
      LayerParameter layer,
      String node,
      Operation operation,
      List<Value> from,
      List<String> to,
      int firstBlob) {
    List<Shape> shapes = from.stream().map(Value::shape).toList();
    List<Shape> outputs = operation.outputShapes(shapes);
    if (outputs.size() != to.size()) {
      throw source
          .problem(layer.getName(), "top")
          .found(to.size() + " tops")
          .expected("" + outputs.size())
          .advice("a " + layer.getType() + " layer like this yields " + outputs.size())
          .build();
    }
    List<AbsentWeights> weights =
        operation.weightShapes(shapes).stream().map(AbsentWeights::new).toList();
    List<Value> written = builder.add(node, layer.getType(), operation, from, weights, to);
    if (!weights.isEmpty()) {
      slots.add(new WeightSlot(nodes, layer, operation, shapes, firstBlob));
    }
    nodes++;
    return written;
  }

  /** Declares an input of a layer. */
  void input(LayerParameter layer, String blob, Supplier<Optional<Shape>> shape) {
    Optional<Shape> given = Optional.ofNullable(options.inputShapes().get(blob)).or(shape);
    if (given.isEmpty()) {
      throw source
          .problem(layer.getName(), "")
          .found("no shape for its top \"" + blob + "\"")
          .expected("one in the file or from the caller")
          .advice(
              "give it on the command line as --input "
                  + blob
                  + "=1x3x32x32 (batch, channels, height, width), or from Java by withInputShape(\""
                  + blob
                  + "\", Shape.of(1, 3, 32, 32))")
          .build();
    }
    inputs.add(builder.input(blob, withBatch(given.get())));
  }

  /** Declares an input that no layer of the file gives. */
  Value outsideInput(String blob) {
    Value value = builder.input(blob, withBatch(options.inputShapes().get(blob)));
    inputs.add(value);
    return value;
  }

  private Shape withBatch(Shape shape) {
    if (options.batch().isEmpty() || shape.rank() == 0) {
      return shape;
    }
    fileBatch = fileBatch == 0 ? shape.dim(0) : fileBatch;
    return shape.dim(0) == fileBatch ? shape.with(0, options.batch().getAsInt()) : shape;
  }

  /** The value that a blob's name stands for at this point. */
  Optional<Value> blob(String name) {
    return builder.hasBlob(name) ? Optional.of(builder.blob(name)) : Optional.empty();
  }

  Graph build() {
    return builder.build();
  }

  int nodeCount() {
    return nodes;
  }

  List<WeightSlot> slots() {
    return Collections.unmodifiableList(slots);
  }

  List<ImportWarning> warnings() {
    return warnings;
  }

  List<PreprocessingHints> hints() {
    return hints;
  }

  List<Value> inputs() {
    return inputs;
  }
}

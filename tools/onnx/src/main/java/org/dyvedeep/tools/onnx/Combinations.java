package org.dyvedeep.tools.onnx;

import java.util.ArrayList;
import java.util.List;
import org.dyvedeep.engine.op.Eltwise;
import org.dyvedeep.engine.op.Reduction;
import org.dyvedeep.engine.tensor.Shape;

/** Layers that combine elements of several blobs, or of one. */
final class Combinations {
  private Combinations() {}

  static void eltwise(Layer layer, Eltwise operation) {
    List<String> terms = new ArrayList<>(layer.inputs());
    switch (operation.kind()) {
      case MAX -> layer.output(0, layer.step("Max", terms).result());
      case PROD -> layer.output(0, chain(layer, "Mul", terms));
      case SUM -> {
        for (int i = 0; i < operation.coefficients().size(); i++) {
          terms.set(i, Activations.affine(layer, operation.coefficients().get(i), 0, terms.get(i)));
        }
        layer.output(0, chain(layer, "Add", terms));
      }
    }
  }

  private static String chain(Layer layer, String type, List<String> terms) {
    String result = terms.get(0);
    for (String term : terms.subList(1, terms.size())) {
      result = layer.apply(type, result, term);
    }
    return result;
  }

  static void reduction(Layer layer, Reduction operation) {
    Shape in = layer.inputShape(0);
    long[] axes = Longs.range(in.canonicalAxis(operation.axis()), in.rank());
    String x = layer.input(0);
    Step step =
        switch (operation.kind()) {
          // The only one that takes its axes as an input in this operator set.
          case SUM -> layer.step("ReduceSum", x, layer.longs(axes));
          case ASUM -> layer.step("ReduceL1", x).set("axes", axes);
          case SUMSQ -> layer.step("ReduceSumSquare", x).set("axes", axes);
          case MEAN -> layer.step("ReduceMean", x).set("axes", axes);
        };
    String reduced = step.set("keepdims", 0).result();
    layer.output(0, Activations.affine(layer, operation.coefficient(), 0, reduced));
  }
}

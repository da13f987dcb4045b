package org.dyvedeep.tools.onnx;

import static java.util.Map.entry;

import java.util.Map;
import org.dyvedeep.engine.op.AbsVal;
import org.dyvedeep.engine.op.Activation;
import org.dyvedeep.engine.op.Bnll;
import org.dyvedeep.engine.op.Clip;
import org.dyvedeep.engine.op.Elu;
import org.dyvedeep.engine.op.Exp;
import org.dyvedeep.engine.op.Identity;
import org.dyvedeep.engine.op.Log;
import org.dyvedeep.engine.op.Power;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.op.Sigmoid;
import org.dyvedeep.engine.op.Swish;
import org.dyvedeep.engine.op.Tanh;
import org.dyvedeep.engine.op.Threshold;
import org.dyvedeep.tools.onnx.proto.TensorProto;

/** Functions of each element, as layers and fused into others. */
final class Activations {
  /** The operators of an activation; gives the name of the result. */
  @FunctionalInterface
  private interface Export<A extends Activation> {
    String apply(Layer layer, A activation, String x);
  }

  private static final Map<Class<?>, Export<Activation>> EXPORTS =
      Map.ofEntries(
          export(AbsVal.class, (layer, operation, x) -> layer.apply("Abs", x)),
          export(Bnll.class, (layer, operation, x) -> layer.apply("Softplus", x)),
          export(Clip.class, Activations::clip),
          export(
              Elu.class,
              (layer, operation, x) ->
                  layer.step("Elu", x).set("alpha", operation.alpha()).result()),
          export(Exp.class, Activations::exp),
          export(Identity.class, (layer, operation, x) -> x),
          export(Log.class, Activations::log),
          export(Power.class, Activations::power),
          export(Relu.class, Activations::relu),
          export(Sigmoid.class, (layer, operation, x) -> layer.apply("Sigmoid", x)),
          export(Swish.class, Activations::swish),
          export(Tanh.class, (layer, operation, x) -> layer.apply("Tanh", x)),
          export(Threshold.class, Activations::threshold));

  private Activations() {}

  /** Adds the operators of an activation, none for the identity; gives the name of the result. */
  static String apply(Layer layer, Activation activation, String x) {
    return EXPORTS.get(activation.getClass()).apply(layer, activation, x);
  }

  private static <A extends Activation> Map.Entry<Class<?>, Export<Activation>> export(
      Class<A> type, Export<A> export) {
    return entry(type, (layer, activation, x) -> export.apply(layer, type.cast(activation), x));
  }

  private static String relu(Layer layer, Relu operation, String x) {
    return operation.negativeSlope() == 0
        ? layer.apply("Relu", x)
        : layer.step("LeakyRelu", x).set("alpha", operation.negativeSlope()).result();
  }

  private static String clip(Layer layer, Clip operation, String x) {
    return layer.apply("Clip", x, layer.number(operation.min()), layer.number(operation.max()));
  }

  private static String swish(Layer layer, Swish operation, String x) {
    return layer.apply("Mul", x, layer.apply("Sigmoid", affine(layer, operation.beta(), 0, x)));
  }

  private static String threshold(Layer layer, Threshold operation, String x) {
    String above = layer.apply("Greater", x, layer.number(operation.threshold()));
    return layer.step("Cast", above).set("to", TensorProto.DataType.FLOAT_VALUE).result();
  }

  private static String exp(Layer layer, Exp operation, String x) {
    double base = logBase(operation.base());
    return layer.apply("Exp", affine(layer, base * operation.scale(), base * operation.shift(), x));
  }

  private static String log(Layer layer, Log operation, String x) {
    String log = layer.apply("Log", affine(layer, operation.scale(), operation.shift(), x));
    return affine(layer, 1 / logBase(operation.base()), 0, log);
  }

  private static String power(Layer layer, Power operation, String x) {
    float power = operation.power();
    if (operation.scale() * power == 0) {
      // The input does not matter, not even NaN.
      String value = layer.number(Math.pow(operation.shift(), power));
      return layer.apply("Expand", value, layer.longs(Longs.of(layer.outputShape(0))));
    }
    String inner = affine(layer, operation.scale(), operation.shift(), x);
    if (power == 1) {
      return inner;
    }
    return power == 2
        ? layer.apply("Mul", inner, inner)
        : layer.apply("Pow", inner, layer.number(power));
  }

  /** scale * x + shift. */
  static String affine(Layer layer, double scale, double shift, String x) {
    String scaled = scale == 1 ? x : layer.apply("Mul", x, layer.number(scale));
    return shift == 0 ? scaled : layer.apply("Add", scaled, layer.number(shift));
  }

  /** Caffe's base -1 stands for e. */
  private static double logBase(float base) {
    return base == -1 ? 1 : Math.log(base);
  }
}

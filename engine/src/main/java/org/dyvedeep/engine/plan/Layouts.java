package org.dyvedeep.engine.plan;

import java.util.HashMap;
import java.util.Map;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.kernel.layout.ActivationLayout;
import org.dyvedeep.engine.kernel.layout.PlanarLayout;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.ShapeException;

/**
 * The layouts of a graph's values, and which values are parts of joined ones (written where a
 * Concat would copy them to). Values that are not mentioned are plain.
 */
final class Layouts {
  private final Map<Value, ActivationLayout> layouts = new HashMap<>();
  private final Map<Value, Part> parts = new HashMap<>();

  /** A value's place in another: from one of its channels on. */
  private record Part(Value whole, int channel) {}

  /** All values plain. */
  static Layouts plain() {
    return new Layouts();
  }

  void set(Value value, ActivationLayout layout) {
    layouts.put(value, layout);
  }

  void join(Value part, Value whole, int channel) {
    parts.put(part, new Part(whole, channel));
  }

  /** The layout of a value; null if it is plain. */
  ActivationLayout get(Value value) {
    return layouts.get(value);
  }

  /** The layout of a value of 4 axes, plain or not. */
  ActivationLayout image(Value value) {
    ActivationLayout layout = layouts.get(value);
    Shape shape = value.shape();
    return layout != null
        ? layout
        : new PlanarLayout(shape.dim(1), shape.dim(2), shape.dim(3), 0, 0);
  }

  boolean isPart(Value value) {
    return parts.containsKey(value);
  }

  /** The value whose memory a value lies in: itself unless it is a part. */
  Value whole(Value value) {
    Value whole = value;
    while (parts.containsKey(whole)) {
      whole = parts.get(whole).whole;
    }
    return whole;
  }

  /** Floats from the beginning of the whole to the value's first image. */
  int offsetInWhole(Value value) {
    int offset = 0;
    Value whole = value;
    while (parts.containsKey(whole)) {
      Part part = parts.get(whole);
      offset += layouts.get(part.whole).offset(part.channel, -padY(part.whole), -padX(part.whole));
      whole = part.whole;
    }
    return offset;
  }

  private int padY(Value value) {
    return layouts.get(value).padY();
  }

  private int padX(Value value) {
    return layouts.get(value).padX();
  }

  /** Floats from one image of a value to the next. */
  int imageStride(Value value) {
    return image(whole(value)).imageFloats();
  }

  /**
   * The floats that a value takes on its own.
   *
   * @throws ShapeException if they are more than one array holds
   */
  int floats(Value value) {
    ActivationLayout layout = layouts.get(value);
    if (layout == null) {
      return value.shape().size();
    }
    long floats = (long) value.shape().dim(0) * layout.imageFloats();
    if (floats > MemoryPlan.MAX_FLOATS) {
      throw new ShapeException(
          value.name()
              + " of "
              + value.shape()
              + " needs "
              + floats
              + " floats with its borders, one array holds "
              + MemoryPlan.MAX_FLOATS
              + "; use a smaller batch");
    }
    return (int) floats;
  }

  /** Whether one value may be written over another, element by element. */
  boolean interchangeable(Value a, Value b) {
    return !isPart(a) && !isPart(b) && floats(a) == floats(b) && sameLayout(a, b);
  }

  private boolean sameLayout(Value a, Value b) {
    ActivationLayout layout = layouts.get(a);
    return layout == null ? !layouts.containsKey(b) : layout.equals(layouts.get(b));
  }
}

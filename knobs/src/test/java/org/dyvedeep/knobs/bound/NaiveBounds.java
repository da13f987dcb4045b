package org.dyvedeep.knobs.bound;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.dyvedeep.engine.op.Window;
import org.dyvedeep.engine.tensor.Shape;

/** The bounds of a layer by their definitions, one output at a time. */
final class NaiveBounds {
  private static final Comparator<Place> FIRST =
      Comparator.comparingInt((Place place) -> place.row)
          .thenComparingInt(place -> place.column)
          .reversed();

  private final RandomConvolution layer;
  private final Shape in;
  private final Shape out;
  private final int perGroup;
  private final int products;

  NaiveBounds(RandomConvolution layer) {
    this.layer = layer;
    this.in = layer.in;
    this.out = layer.out();
    this.perGroup = out.dim(1) / layer.convolution.group();
    this.products = layer.weights.length / out.dim(1);
  }

  /** An output of a picture. */
  record Place(int picture, int feature, int row, int column) {}

  List<Place> places(int first, int end) {
    List<Place> places = new ArrayList<>();
    for (int picture = first; picture < end; picture++) {
      for (int i = 0; i < out.size(); i++) {
        int position = i % (out.dim(2) * out.dim(3));
        places.add(
            new Place(
                picture,
                i / (out.dim(2) * out.dim(3)),
                position / out.dim(3),
                position % out.dim(3)));
      }
    }
    return places;
  }

  /** The share of blocks that have one of some outputs. */
  double share(List<Place> places, BlockShape shape, Set<Place> some) {
    Set<List<Integer>> all = new HashSet<>();
    Set<List<Integer>> found = new HashSet<>();
    for (Place place : places) {
      List<Integer> block =
          List.of(
              place.picture,
              place.feature / perGroup,
              place.feature % perGroup / shape.features(),
              place.row / shape.rows(),
              place.column / shape.columns());
      all.add(block);
      if (some.contains(place)) {
        found.add(block);
      }
    }
    return (double) found.size() / all.size();
  }

  private float input(float[] picture, Place place, int tap) {
    Window rows = layer.convolution.windows().get(0);
    Window columns = layer.convolution.windows().get(1);
    int features = in.dim(1) / layer.convolution.group();
    int channel = place.feature / perGroup * features + tap / (rows.kernel() * columns.kernel());
    int y = place.row * rows.stride() - rows.pad() + tap / columns.kernel() % rows.kernel();
    int x = place.column * columns.stride() - columns.pad() + tap % columns.kernel();
    boolean inside = y >= 0 && y < in.dim(2) && x >= 0 && x < in.dim(3);
    return inside ? picture[(channel * in.dim(2) + y) * in.dim(3) + x] : 0;
  }

  /** The sum of all products. */
  double sum(float[] picture, Place place) {
    return sum(picture, place, IntStream.range(0, products).boxed().toList());
  }

  private double sum(float[] picture, Place place, List<Integer> taps) {
    double sum = layer.bias[place.feature];
    for (int tap : taps) {
      sum += layer.weights[place.feature * products + tap] * input(picture, place, tap);
    }
    return sum;
  }

  /** The sum of a part of the products. */
  double sum(float[] picture, Place place, int percent, float[] means) {
    int window = products / (in.dim(1) / layer.convolution.group());
    int first = place.feature / perGroup * (in.dim(1) / layer.convolution.group());
    Comparator<Integer> ascending =
        Comparator.comparingDouble(
            tap ->
                Math.abs(layer.weights[place.feature * products + tap])
                    * means[first + tap / window]);
    List<Integer> order =
        IntStream.range(0, products).boxed().sorted(ascending.reversed()).toList();
    return sum(picture, place, order.subList(0, (int) Math.ceil(percent * products / 100.0)));
  }

  /** The mean |input| of each channel. */
  float[] means(List<float[]> pictures) {
    float[] means = new float[in.dim(1)];
    int plane = in.dim(2) * in.dim(3);
    for (int channel = 0; channel < means.length; channel++) {
      double sum = 0;
      for (float[] picture : pictures) {
        for (int i = 0; i < plane; i++) {
          sum += Math.abs(picture[channel * plane + i]);
        }
      }
      means[channel] = (float) (sum / (plane * (double) pictures.size()));
    }
    return means;
  }

  /** The sum with rounded weights, of which the greatest is so many steps. */
  double roundedSum(float[] picture, Place place, int steps) {
    double greatest = 0;
    for (int tap = 0; tap < products; tap++) {
      greatest = Math.max(greatest, Math.abs(layer.weights[place.feature * products + tap]));
    }
    double sum = layer.bias[place.feature];
    for (int tap = 0; tap < products && greatest > 0; tap++) {
      double weight = layer.weights[place.feature * products + tap];
      double rounded = Math.floor(weight * steps / greatest + 0.5) * greatest / steps;
      sum += rounded * input(picture, place, tap);
    }
    return sum;
  }

  /** The first of the greatest outputs of each window of the pooling, if they are positive. */
  Set<Place> winners(int index, float[] picture) {
    Shape pooled = layer.pooling.outputShapes(List.of(out)).get(0);
    Set<Place> winners = new HashSet<>();
    for (int i = 0; i < pooled.size(); i++) {
      int column = i % pooled.dim(3);
      int row = i / pooled.dim(3) % pooled.dim(2);
      int feature = i / (pooled.dim(3) * pooled.dim(2));
      places(index, index + 1).stream()
          .filter(place -> place.feature == feature)
          .filter(place -> covers(layer.pooling.height(), row, place.row))
          .filter(place -> covers(layer.pooling.width(), column, place.column))
          .filter(place -> sum(picture, place) > 0)
          .max(
              Comparator.comparingDouble((Place place) -> sum(picture, place)).thenComparing(FIRST))
          .ifPresent(winners::add);
    }
    return winners;
  }

  private static boolean covers(Window window, int output, int position) {
    int first = output * window.stride() - window.pad();
    return position >= first && position < first + window.kernel();
  }
}

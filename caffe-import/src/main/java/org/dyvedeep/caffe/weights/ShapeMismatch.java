package org.dyvedeep.caffe.weights;

import java.util.List;
import java.util.stream.IntStream;
import org.dyvedeep.caffe.WeightRequest;
import org.dyvedeep.caffe.read.CaffeBlob;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.op.InnerProduct;
import org.dyvedeep.engine.tensor.Shape;

/** Says which field of a layer is at odds with the weights in a file. */
final class ShapeMismatch {
  private static final String OTHERWISE = "check that prototxt and weights belong together";

  private ShapeMismatch() {}

  /** One sentence for a blob that does not fit what is asked. */
  static String explain(WeightRequest request, CaffeBlob blob) {
    int[] found = blob.dims();
    Shape expected = request.shape();
    if (request.index() == 0
        && request.operation() instanceof Convolution convolution
        && found.length == expected.rank()) {
      return convolution(convolution, request, found);
    }
    if (request.index() == 0 && request.operation() instanceof InnerProduct product) {
      return innerProduct(product, request, found);
    }
    return OTHERWISE;
  }

  private static String convolution(Convolution convolution, WeightRequest request, int[] found) {
    Shape expected = request.shape();
    if (found[0] != expected.dim(0)) {
      return "num_output is " + expected.dim(0) + " but the weights are for " + found[0];
    }
    if (found[1] != expected.dim(1)) {
      return channels(convolution, request, found[1]);
    }
    List<Integer> wrong =
        IntStream.range(2, found.length).filter(i -> found[i] != expected.dim(i)).boxed().toList();
    return wrong.isEmpty()
        ? OTHERWISE
        : "the kernel size differs along spatial axis " + (wrong.get(0) - 2);
  }

  /** The second extent is input channels / group: one of the two is wrong. */
  private static String channels(Convolution convolution, WeightRequest request, int found) {
    int channels = request.inputs().get(0).dim(convolution.axis());
    int group = convolution.group();
    boolean groupWrong = found > 0 && channels % found == 0;
    String told = "the layer has " + channels + " input channels in group: " + group + "; ";
    return groupWrong
        ? told + "group is wrong: the weights are for group: " + channels / found
        : told + "the input channels are wrong: the weights are for " + (long) found * group;
  }

  private static String innerProduct(InnerProduct product, WeightRequest request, int[] found) {
    if (found.length < 2) {
      return OTHERWISE;
    }
    int rows = found[found.length - 2];
    int columns = found[found.length - 1];
    int outputs = product.transpose() ? columns : rows;
    int inputs = product.transpose() ? rows : columns;
    Shape input = request.inputs().get(0);
    if (outputs != product.outputs()) {
      boolean swapped = inputs == product.outputs();
      return "num_output is "
          + product.outputs()
          + " but the weights are for "
          + outputs
          + (swapped ? "; they look transposed" : "");
    }
    return "the input of "
        + input
        + " gives "
        + input.count(input.canonicalAxis(product.axis()))
        + " values an item but the weights are for "
        + inputs
        + ": check the size of the network's input";
  }
}

package org.dyvedeep.engine.reference;

import org.dyvedeep.engine.op.Embed;
import org.dyvedeep.engine.tensor.Tensor;

/** The meaning of {@link Embed}. */
final class ReferenceEmbed implements ReferenceOperator<Embed> {
  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if an input element is not the number of a row (Caffe would
   *     read beyond its table)
   */
  @Override
  public void run(Embed operation, Tensor[] inputs, float[][] weights, Tensor[] outputs) {
    int n = operation.outputs();
    float[] y = outputs[0].array();
    for (int i = 0; i < inputs[0].size(); i++) {
      float element = inputs[0].array()[inputs[0].offset() + i];
      int row = (int) element;
      if (row != element || row < 0 || row >= operation.inputDim()) {
        throw new IllegalArgumentException(
            "element "
                + i
                + " of an Embed's input is "
                + element
                + ", not a row number below "
                + operation.inputDim());
      }
      int to = outputs[0].offset() + i * n;
      for (int o = 0; o < n; o++) {
        y[to + o] = weights[0][row * n + o] + (operation.bias() ? weights[1][o] : 0);
      }
    }
  }
}

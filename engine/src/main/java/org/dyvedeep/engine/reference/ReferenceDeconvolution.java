package org.dyvedeep.engine.reference;

import org.dyvedeep.engine.op.Deconvolution;
import org.dyvedeep.engine.tensor.Tensor;

/**
 * The meaning of {@link Deconvolution}: outputs begin as the bias, and each input element adds its
 * kernel, in float, channel by channel.
 */
final class ReferenceDeconvolution implements ReferenceOperator<Deconvolution> {
  @Override
  public void run(Deconvolution operation, Tensor[] inputs, float[][] weights, Tensor[] outputs) {
    Tensor input = inputs[0];
    Tensor output = outputs[0];
    int axis = input.shape().canonicalAxis(operation.axis());
    int items = input.shape().count(0, axis);
    int channels = input.shape().dim(axis) / operation.group();
    int outputsPerGroup = operation.outputs() / operation.group();
    for (int item = 0; item < items; item++) {
      for (int o = 0; o < operation.outputs(); o++) {
        int firstChannel = o / outputsPerGroup * channels;
        int plane = item * operation.outputs() + o;
        ReferenceConvolution.fill(output, axis, plane, operation.bias() ? weights[1][o] : 0);
        for (int c = firstChannel; c < firstChannel + channels; c++) {
          int from = item * channels * operation.group() + c;
          int kernel = c * outputsPerGroup + o % outputsPerGroup;
          SpatialTaps.scatter(
              operation.windows(), axis, input, from, weights[0], kernel, output, plane);
        }
      }
    }
    ReferenceOperators.activate(operation.activation(), outputs, weights);
  }
}

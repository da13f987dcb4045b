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
    int channels = input.shape().dim(axis);
    int planes = input.shape().count(0, axis + 1);
    int outputsPerGroup = operation.outputs() / operation.group();
    for (int plane = 0; plane < output.shape().count(0, axis + 1); plane++) {
      float bias = operation.bias() ? weights[1][plane % operation.outputs()] : 0;
      ReferenceConvolution.fill(output, axis, plane, bias);
    }
    for (int plane = 0; plane < planes; plane++) {
      int c = plane % channels;
      int group = c / (channels / operation.group());
      int firstOutput = plane / channels * operation.outputs() + group * outputsPerGroup;
      for (int o = 0; o < outputsPerGroup; o++) {
        int kernel = c * outputsPerGroup + o;
        SpatialTaps.scatter(
            operation.windows(), axis, input, plane, weights[0], kernel, output, firstOutput + o);
      }
    }
    ReferenceOperators.activate(operation.activation(), outputs, weights);
  }
}

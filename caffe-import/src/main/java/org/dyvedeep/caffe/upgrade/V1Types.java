package org.dyvedeep.caffe.upgrade;

import org.dyvedeep.caffe.proto.V1LayerParameter.LayerType;

/** The names that the layer types of V1 have now. */
final class V1Types {
  private V1Types() {}

  /** The current name; empty for NONE. */
  static String name(LayerType type) {
    return switch (type) {
      case NONE -> "";
      case ABSVAL -> "AbsVal";
      case ACCURACY -> "Accuracy";
      case ARGMAX -> "ArgMax";
      case BNLL -> "BNLL";
      case CONCAT -> "Concat";
      case CONTRASTIVE_LOSS -> "ContrastiveLoss";
      case CONVOLUTION -> "Convolution";
      case DATA -> "Data";
      case DECONVOLUTION -> "Deconvolution";
      case DROPOUT -> "Dropout";
      case DUMMY_DATA -> "DummyData";
      case ELTWISE -> "Eltwise";
      case EUCLIDEAN_LOSS -> "EuclideanLoss";
      case EXP -> "Exp";
      case FLATTEN -> "Flatten";
      case HDF5_DATA -> "HDF5Data";
      case HDF5_OUTPUT -> "HDF5Output";
      case HINGE_LOSS -> "HingeLoss";
      case IM2COL -> "Im2col";
      case IMAGE_DATA -> "ImageData";
      case INFOGAIN_LOSS -> "InfogainLoss";
      case INNER_PRODUCT -> "InnerProduct";
      case LRN -> "LRN";
      case MEMORY_DATA -> "MemoryData";
      case MULTINOMIAL_LOGISTIC_LOSS -> "MultinomialLogisticLoss";
      case MVN -> "MVN";
      case POOLING -> "Pooling";
      case POWER -> "Power";
      case RELU -> "ReLU";
      case SIGMOID -> "Sigmoid";
      case SIGMOID_CROSS_ENTROPY_LOSS -> "SigmoidCrossEntropyLoss";
      case SILENCE -> "Silence";
      case SLICE -> "Slice";
      case SOFTMAX -> "Softmax";
      case SOFTMAX_LOSS -> "SoftmaxWithLoss";
      case SPLIT -> "Split";
      case TANH -> "TanH";
      case THRESHOLD -> "Threshold";
      case WINDOW_DATA -> "WindowData";
    };
  }
}

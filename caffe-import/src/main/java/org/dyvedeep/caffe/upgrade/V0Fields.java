package org.dyvedeep.caffe.upgrade;

import static java.util.Map.entry;

import java.util.Map;
import org.dyvedeep.caffe.proto.V1LayerParameter.LayerType;

/** Where the settings and types of V0 live in V1. */
final class V0Fields {
  private static final String ANY = "*";

  private static final Map<String, LayerType> TYPES =
      Map.ofEntries(
          entry("accuracy", LayerType.ACCURACY),
          entry("bnll", LayerType.BNLL),
          entry("concat", LayerType.CONCAT),
          entry("conv", LayerType.CONVOLUTION),
          entry("data", LayerType.DATA),
          entry("dropout", LayerType.DROPOUT),
          entry("euclidean_loss", LayerType.EUCLIDEAN_LOSS),
          entry("flatten", LayerType.FLATTEN),
          entry("hdf5_data", LayerType.HDF5_DATA),
          entry("hdf5_output", LayerType.HDF5_OUTPUT),
          entry("im2col", LayerType.IM2COL),
          entry("images", LayerType.IMAGE_DATA),
          entry("infogain_loss", LayerType.INFOGAIN_LOSS),
          entry("innerproduct", LayerType.INNER_PRODUCT),
          entry("lrn", LayerType.LRN),
          entry("multinomial_logistic_loss", LayerType.MULTINOMIAL_LOGISTIC_LOSS),
          entry("pool", LayerType.POOLING),
          entry("relu", LayerType.RELU),
          entry("sigmoid", LayerType.SIGMOID),
          entry("softmax", LayerType.SOFTMAX),
          entry("softmax_loss", LayerType.SOFTMAX_LOSS),
          entry("split", LayerType.SPLIT),
          entry("tanh", LayerType.TANH),
          entry("window_data", LayerType.WINDOW_DATA));

  /** V0's field, then per type of layer the message and field of V1. */
  private static final Map<String, Map<String, String>> TARGETS =
      Map.ofEntries(
          weighted("num_output", "num_output"),
          weighted("biasterm", "bias_term"),
          weighted("weight_filler", "weight_filler"),
          weighted("bias_filler", "bias_filler"),
          windowed("pad", "pad"),
          windowed("kernelsize", "kernel_size"),
          windowed("stride", "stride"),
          one("group", "conv", "convolution_param.group"),
          one("pool", "pool", "pooling_param.pool"),
          one("dropout_ratio", "dropout", "dropout_param.dropout_ratio"),
          one("local_size", "lrn", "lrn_param.local_size"),
          one("alpha", "lrn", "lrn_param.alpha"),
          one("beta", "lrn", "lrn_param.beta"),
          one("k", "lrn", "lrn_param.k"),
          one("concat_dim", "concat", "concat_param.concat_dim"),
          one("hdf5_output_param", "hdf5_output", "hdf5_output_param"),
          one("scale", ANY, "transform_param.scale"),
          one("meanfile", ANY, "transform_param.mean_file"),
          one("cropsize", ANY, "transform_param.crop_size"),
          one("mirror", ANY, "transform_param.mirror"),
          entry(
              "source",
              Map.of(
                  "data", "data_param.source",
                  "hdf5_data", "hdf5_data_param.source",
                  "images", "image_data_param.source",
                  "window_data", "window_data_param.source",
                  "infogain_loss", "infogain_loss_param.source")),
          entry(
              "batchsize",
              Map.of(
                  "data", "data_param.batch_size",
                  "hdf5_data", "hdf5_data_param.batch_size",
                  "images", "image_data_param.batch_size",
                  "window_data", "window_data_param.batch_size")),
          entry(
              "rand_skip",
              Map.of("data", "data_param.rand_skip", "images", "image_data_param.rand_skip")),
          one("shuffle_images", "images", "image_data_param.shuffle"),
          one("new_height", "images", "image_data_param.new_height"),
          one("new_width", "images", "image_data_param.new_width"),
          one("det_fg_threshold", "window_data", "window_data_param.fg_threshold"),
          one("det_bg_threshold", "window_data", "window_data_param.bg_threshold"),
          one("det_fg_fraction", "window_data", "window_data_param.fg_fraction"),
          one("det_context_pad", "window_data", "window_data_param.context_pad"),
          one("det_crop_mode", "window_data", "window_data_param.crop_mode"));

  private V0Fields() {}

  private static Map.Entry<String, Map<String, String>> weighted(String v0, String v1) {
    return entry(
        v0, Map.of("conv", "convolution_param." + v1, "innerproduct", "inner_product_param." + v1));
  }

  private static Map.Entry<String, Map<String, String>> windowed(String v0, String v1) {
    return entry(v0, Map.of("conv", "convolution_param." + v1, "pool", "pooling_param." + v1));
  }

  private static Map.Entry<String, Map<String, String>> one(String v0, String type, String v1) {
    return entry(v0, Map.of(type, v1));
  }

  /** The V1 type for a V0 type's name, or null. */
  static LayerType type(String name) {
    return TYPES.get(name);
  }

  /**
   * The V1 path, such as {@code pooling_param.stride}, for a field of a layer of this type, or
   * null.
   */
  static String target(String field, String type) {
    Map<String, String> byType = TARGETS.getOrDefault(field, Map.of());
    return byType.getOrDefault(type, byType.get(ANY));
  }
}

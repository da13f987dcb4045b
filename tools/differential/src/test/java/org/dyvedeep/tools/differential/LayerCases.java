package org.dyvedeep.tools.differential;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** For each layer type, how to make a random network with such a layer. */
final class LayerCases {
  private LayerCases() {}

  /** What native Caffe cannot be asked about through the preset, and why. */
  static Map<String, String> notRunnable() {
    Map<String, String> reasons = new TreeMap<>();
    reasons.put("Data", "opens a database when it is built");
    reasons.put("ImageData", "opens a list of files when it is built");
    reasons.put("WindowData", "opens a list of files when it is built");
    reasons.put("HDF5Data", "opens a list of files when it is built");
    reasons.put("HDF5Output", "writes a file; it has no result to compare");
    reasons.put("MemoryData", "must be handed memory by a C++ call before each run");
    return reasons;
  }

  static Map<String, Function<Draw, NetCase>> all() {
    Map<String, Function<Draw, NetCase>> cases = new TreeMap<>();
    for (String type : new String[] {"Convolution", "Deconvolution"}) {
      cases.put(type, draw -> LearnedCases.convolution(type, draw));
    }
    cases.put("InnerProduct", LearnedCases::innerProduct);
    cases.put("Embed", LearnedCases::embed);
    cases.put("BatchNorm", LearnedCases::batchNorm);
    cases.put("PReLU", LearnedCases::prelu);
    for (String type : new String[] {"Scale", "Bias"}) {
      cases.put(type, draw -> LearnedCases.broadcast(type, draw));
    }
    addElements(cases);
    addShapes(cases);
    cases.put("Pooling", WindowCases::pooling);
    cases.put("SPP", WindowCases::spp);
    cases.put("LRN", WindowCases::lrn);
    cases.put("MVN", WindowCases::mvn);
    cases.put("Softmax", WindowCases::softmax);
    addEnds(cases);
    return cases;
  }

  private static void addElements(Map<String, Function<Draw, NetCase>> cases) {
    for (String type : new String[] {"Sigmoid", "TanH", "AbsVal", "BNLL"}) {
      cases.put(type, draw -> ElementCases.plain(type, draw));
    }
    cases.put("ReLU", ElementCases::relu);
    cases.put("ELU", ElementCases::elu);
    cases.put("Exp", ElementCases::exp);
    cases.put("Log", ElementCases::log);
    cases.put("Power", ElementCases::power);
    cases.put("Clip", NewerCases::clip);
    cases.put("Swish", NewerCases::swish);
    cases.put("Threshold", ElementCases::threshold);
    cases.put("Dropout", ElementCases::dropout);
  }

  private static void addShapes(Map<String, Function<Draw, NetCase>> cases) {
    cases.put("Concat", ShapeCases::concat);
    cases.put("Slice", ShapeCases::slice);
    cases.put("Split", ShapeCases::split);
    cases.put("Eltwise", ShapeCases::eltwise);
    cases.put("Flatten", ShapeCases::flatten);
    cases.put("Reshape", ShapeCases::reshape);
    cases.put("Crop", ShapeCases::crop);
    cases.put("Tile", ShapeCases::tile);
    cases.put("Reduction", ShapeCases::reduction);
    cases.put("ArgMax", ShapeCases::argMax);
    cases.put("Silence", ShapeCases::silence);
  }

  private static void addEnds(Map<String, Function<Draw, NetCase>> cases) {
    cases.put("Input", LossCases::input);
    cases.put("DummyData", LossCases::dummyData);
    String[] classified = {"SoftmaxWithLoss", "HingeLoss", "MultinomialLogisticLoss", "Accuracy"};
    for (String type : classified) {
      cases.put(type, draw -> LossCases.classified(type, draw));
    }
    for (String type : new String[] {"SigmoidCrossEntropyLoss", "EuclideanLoss"}) {
      cases.put(type, draw -> LossCases.targeted(type, draw));
    }
    cases.put("InfogainLoss", LossCases::infogain);
    cases.put("ContrastiveLoss", LossCases::contrastive);
  }
}

package org.dyvedeep.caffe.convert;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Layer types that are refused on purpose, and why; all types known to nobody are refused too. */
public final class RefusedTypes {
  private static final String RECURRENT = "recurrent layers carry state from one run to the next";
  private static final Map<String, String> REASONS =
      Collections.unmodifiableMap(
          new TreeMap<>(
              Map.of(
                  "Python", "code named in a model file is never executed",
                  "LSTM", RECURRENT,
                  "LSTMUnit", RECURRENT,
                  "RNN", RECURRENT,
                  "Recurrent", RECURRENT,
                  "Filter", "the shape of its output depends on the data",
                  "BatchReindex", "the rows it picks, and how many, depend on the data",
                  "Im2col", "it lays out memory for a convolution, which convolves by itself here",
                  "Parameter", "a learned blob without a layer that uses it as its weights")));
  private static final String UNKNOWN =
      "Caffe has no such layer; a fork's layer can be added as a LayerConverter";

  private RefusedTypes() {}

  /** Caffe's types that are refused, with the reasons. */
  public static Map<String, String> reasons() {
    return REASONS;
  }

  /** Why layers of a type without a converter cannot be run. */
  public static String reason(String type) {
    return REASONS.getOrDefault(type, UNKNOWN);
  }
}

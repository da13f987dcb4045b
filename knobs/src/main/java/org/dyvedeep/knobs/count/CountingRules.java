package org.dyvedeep.knobs.count;

import java.util.List;

/** How operations are counted, in words: to be printed with every table of counts. */
public final class CountingRules {
  private static final List<String> RULES =
      List.of(
          "One operation is one multiply-accumulate of the layer's exact definition: dense ="
              + " outputs x input features of the group x window. Positions in the zero padding"
              + " count. Convolutions and fully-connected layers are counted, nothing else.",
          "Each is either spent or skipped by exactly one knob: spent + SPET + SDSS + SFMA + ZIS"
              + " = dense. A product of a flat window's mean counts as one spent.",
          "Overhead is what knobs add; each comparison, addition, multiply-accumulate or division"
              + " counts as one operation. Tests and means of input windows (SFMA) and tests of"
              + " inputs (ZIS) are made once for all outputs and counted once.",
          "Reduction = dense / (spent + overhead). Without ZIS, what it skipped counts as spent"
              + " and its tests do not count.",
          "Zero weights are those spent whose weight is 0: a static saving, in no reduction unless"
              + " said so.",
          "All counts are taken by the operators as they run, neuron by neuron.");

  private CountingRules() {}

  /** One sentence or two a rule. */
  public static List<String> lines() {
    return RULES;
  }
}

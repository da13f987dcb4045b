package org.dyvedeep.engine.plan;

import org.dyvedeep.engine.graph.Node;

/**
 * What a report says about one step.
 *
 * @param layer the layer's name
 * @param kind the layer's type as its source calls it
 * @param operator what runs it
 * @param macs multiply-accumulates of one run
 */
public record StepInfo(String layer, String kind, String operator, long macs) {
  static StepInfo of(Node node, PreparedNode prepared) {
    return new StepInfo(node.name(), node.kind(), prepared.operator(), node.macs());
  }

  /** The same with something that is known only after a run; empty if nothing. */
  public StepInfo remarked(String remark) {
    return remark.isEmpty()
        ? this
        : new StepInfo(layer, kind, operator + " (" + remark + ")", macs);
  }
}

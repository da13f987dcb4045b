package org.dyvedeep.knobs.run;

import java.util.Optional;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.op.Activation;
import org.dyvedeep.engine.plan.NodeMemory;
import org.dyvedeep.engine.plan.PreparedNode;
import org.dyvedeep.engine.plan.Step;
import org.dyvedeep.engine.reference.ReferenceOperators;
import org.dyvedeep.engine.tensor.Tensor;
import org.dyvedeep.knobs.count.EffortMeter;
import org.dyvedeep.knobs.setting.LayerEffort;
import org.dyvedeep.knobs.setting.Zis;

/** A layer with its knobs, ready to run. */
final class EffortLayer implements PreparedNode {
  private static final float[][] NO_WEIGHTS = {};

  private final String name;
  private final LayerEffort effort;
  private final Activation activation;
  private final LayerData data;
  private final Optional<Sampling> sampling;
  private final Optional<Rails> rails;
  private final Optional<EffortMeter> meter;
  private final int scratchFloats;

  EffortLayer(
      Node node,
      LayerShape shape,
      LayerEffort effort,
      Optional<EffortMeter> meter,
      ProductOrders orders) {
    this.name = node.name();
    this.effort = effort;
    this.activation = LayerShape.activation(node.operation());
    this.data = new LayerData(node, shape, effort, orders, meter.isPresent());
    this.sampling = effort.sdss().map(sdss -> new Sampling(shape, sdss));
    this.rails = Rails.of(activation);
    this.meter = meter;
    long sums = (long) shape.outputs() * shape.positions();
    this.scratchFloats = Math.toIntExact(PaddedInput.floats(shape) + sums);
    meter.ifPresent(
        m -> m.announce(name, shape.outputs(), shape.outputHeight(), shape.outputWidth()));
  }

  @Override
  public String operator() {
    StringBuilder knobs = new StringBuilder();
    effort.spet().ifPresent(knob -> knobs.append(" SPET"));
    effort.sdss().ifPresent(knob -> knobs.append(" SDSS"));
    effort.sfma().ifPresent(knob -> knobs.append(" SFMA"));
    effort.zis().ifPresent(knob -> knobs.append(" ZIS"));
    return "effort:" + (knobs.isEmpty() ? " all knobs off" : knobs);
  }

  @Override
  public int scratchFloats() {
    return scratchFloats;
  }

  @Override
  public Step bind(NodeMemory memory) {
    return new EffortStep(this, memory);
  }

  String name() {
    return name;
  }

  LayerEffort effort() {
    return effort;
  }

  LayerData data() {
    return data;
  }

  Optional<Sampling> sampling() {
    return sampling;
  }

  Optional<EffortMeter> meter() {
    return meter;
  }

  /** Inputs of at most that magnitude are skipped; negative if none are. */
  float epsilon() {
    return effort.zis().map(Zis::epsilon).orElse(-1f);
  }

  /** Applies the activation to an image's sums. */
  void activate(Tensor[] sums, Tensor[] image) {
    ReferenceOperators.of(activation).run(activation, sums, NO_WEIGHTS, image);
  }

  /** Puts the neurons that SPET stopped on their rails. */
  void saturate(NeuronState[] states, Tensor image) {
    rails.ifPresent(r -> r.apply(states, image));
  }
}

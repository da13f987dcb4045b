package org.dyvedeep.knobs.run;

import java.util.Arrays;
import org.dyvedeep.engine.plan.NodeMemory;
import org.dyvedeep.engine.plan.Step;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Tensor;
import org.dyvedeep.knobs.count.LayerTally;
import org.dyvedeep.knobs.count.Overhead;

/** One layer with its knobs, bound to the memory of one session. */
final class EffortStep implements Step {
  private final EffortLayer layer;
  private final LayerShape shape;
  private final Tensor input;
  private final Tensor output;
  private final Tensor[] sums;
  private final Tensor[][] images;
  private final PaddedInput padded;
  private final FlatWindows flatWindows;
  private final ColumnBlock block;
  private final NeuronState[] states;
  private final NeuronSums neurons;
  private final LayerTally tally;
  private final int[] everywhere;
  private final int[] wanted;

  EffortStep(EffortLayer layer, NodeMemory memory) {
    this.layer = layer;
    shape = layer.data().shape();
    input = memory.inputs()[0];
    output = memory.outputs()[0];
    padded = new PaddedInput(shape, memory.scratch());
    Shape image = Shape.of(shape.outputs(), shape.positions());
    int firstSum = Math.toIntExact(PaddedInput.floats(shape));
    sums = new Tensor[] {new Tensor(image, memory.scratch(), firstSum)};
    images = new Tensor[shape.images()][];
    for (int i = 0; i < images.length; i++) {
      int offset = output.offset() + i * image.size();
      images[i] = new Tensor[] {new Tensor(image, output.array(), offset)};
    }
    boolean metered = layer.meter().isPresent();
    tally = metered ? new LayerTally(shape.outputs(), shape.positions()) : null;
    flatWindows =
        layer.effort().sfma().map(sfma -> new FlatWindows(shape, sfma, padded)).orElse(null);
    int pixels = layer.data().termination().pixels();
    block = new ColumnBlock(shape, padded, flatWindows, layer.epsilon(), pixels, metered);
    states = new NeuronState[image.size()];
    neurons = new NeuronSums(layer.data(), block, states, memory.scratch(), firstSum, tally);
    everywhere = TapOrders.natural(shape.positions());
    wanted = new int[shape.positions()];
  }

  @Override
  public void run() {
    for (int i = 0; i < images.length; i++) {
      padded.load(input.array(), input.offset() + i * shape.inputs());
      run(images[i]);
    }
    layer.meter().ifPresent(meter -> meter.add(layer.name(), tally));
  }

  private void run(Tensor[] image) {
    if (flatWindows != null) {
      flatWindows.find(tally);
    }
    if (tally != null && layer.effort().zis().isPresent()) {
      long means = flatWindows == null ? 0 : flatWindows.count();
      tally.overhead(Overhead.ZIS_TEST, shape.inputs() + means);
    }
    Arrays.fill(states, NeuronState.WAITING);
    if (layer.sampling().isEmpty()) {
      compute(everywhere);
      activate(image);
    } else {
      sample(layer.sampling().get(), image);
    }
  }

  private void sample(Sampling sampling, Tensor[] image) {
    compute(sampling.grid());
    boolean sumsMatter = sampling.looksAtSums();
    if (!sumsMatter) {
      activate(image);
    }
    Tensor values = sumsMatter ? sums[0] : image[0];
    sampling.decide(values.array(), values.offset(), states, tally);
    compute(sampling.rest());
    if (sumsMatter) {
      sampling.interpolate(values.array(), values.offset(), states);
    }
    activate(image);
    if (!sumsMatter) {
      sampling.interpolate(values.array(), values.offset(), states);
    }
  }

  /** Computes the neurons that wait at some positions. */
  private void compute(int[] positions) {
    int count = 0;
    for (int position : positions) {
      if (waits(position)) {
        wanted[count++] = position;
      }
    }
    for (int group = 0; group < shape.groups(); group++) {
      int next;
      for (int from = 0; from < count; from = next) {
        next = endOfBlock(from, count);
        block.gather(group, wanted, from, next - from);
        int first = group * shape.outputsPerGroup();
        for (int o = first; o < first + shape.outputsPerGroup(); o++) {
          neurons.compute(o);
        }
      }
    }
  }

  private boolean waits(int position) {
    int at = position;
    while (at < states.length && states[at] != NeuronState.WAITING) {
      at += shape.positions();
    }
    return at < states.length;
  }

  /** As many positions as a block has room for, but none without those it decides with. */
  private int endOfBlock(int from, int count) {
    int end = Math.min(from + block.capacity(), count);
    while (end < count
        && end > from + 1
        && layer.data().group(wanted[end]) == layer.data().group(wanted[end - 1])) {
      end--;
    }
    return end;
  }

  private void activate(Tensor[] image) {
    layer.activate(sums, image);
    if (layer.effort().spet().isPresent()) {
      layer.saturate(states, image[0]);
    }
  }
}

package org.dyvedeep.knobs.tune;

import java.util.Optional;
import org.dyvedeep.engine.op.Pooling;

/**
 * A layer whose effort is tuned, and its place in the network.
 *
 * @param shape the layer
 * @param input the blob that it reads
 * @param maxPooling the max pooling that alone reads what it yields
 * @param first whether it reads the network's input
 */
record TunedLayer(LayerShape shape, String input, Optional<Pooling> maxPooling, boolean first) {
  String name() {
    return shape.name();
  }
}

package org.dyvedeep.knobs.tune;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Labelled inputs in memory, one row a picture as the network takes it.
 *
 * @param inputs values of the network's input, batch 1
 * @param labels the right classes, from 0
 */
public record Examples(List<float[]> inputs, List<Integer> labels) {
  /**
   * Copies the lists, not the pictures.
   *
   * @throws IllegalArgumentException if the lists differ in length
   */
  public Examples {
    inputs = List.copyOf(inputs);
    labels = List.copyOf(labels);
    if (inputs.size() != labels.size()) {
      throw new IllegalArgumentException(inputs.size() + " inputs, " + labels.size() + " labels");
    }
  }

  /** How many pictures there are. */
  public int size() {
    return inputs.size();
  }

  /** The first {@code count} pictures, or all if there are fewer. */
  public Examples first(int count) {
    return range(0, Math.min(count, size()));
  }

  /** All but the first {@code count} pictures. */
  public Examples after(int count) {
    return range(Math.min(count, size()), size());
  }

  /** The same pictures in an order that a seed decides. */
  public Examples shuffled(long seed) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      order.add(i);
    }
    Collections.shuffle(order, new Random(seed));
    return new Examples(
        order.stream().map(inputs::get).toList(), order.stream().map(labels::get).toList());
  }

  private Examples range(int from, int to) {
    return new Examples(inputs.subList(from, to), labels.subList(from, to));
  }
}

package org.dyvedeep.knobs.bound;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Chooses stretches of an output map, for each picture others, as a seed decides. */
final class StretchSampler {
  private final int width;
  private final int perRow;
  private final int wanted;
  private final int[] places;
  private final SplittableRandom random;

  /** Chooses at most so many for each picture. */
  StretchSampler(int height, int width, int most, long seed) {
    this.width = width;
    this.perRow = (width + Stretch.WIDTH - 1) / Stretch.WIDTH;
    this.places = IntStream.range(0, height * perRow).toArray();
    this.wanted = Math.min(most, places.length);
    this.random = new SplittableRandom(seed);
  }

  /** Different stretches for the next picture. */
  List<Stretch> next() {
    List<Stretch> stretches = new ArrayList<>(wanted);
    for (int i = 0; i < wanted; i++) {
      int other = random.nextInt(i, places.length);
      int place = places[other];
      places[other] = places[i];
      places[i] = place;
      int column = place % perRow * Stretch.WIDTH;
      stretches.add(new Stretch(place / perRow, column, Math.min(Stretch.WIDTH, width - column)));
    }
    return stretches;
  }
}

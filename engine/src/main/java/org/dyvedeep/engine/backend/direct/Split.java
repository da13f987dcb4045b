package org.dyvedeep.engine.backend.direct;

import org.dyvedeep.engine.plan.Team;

/**
 * How the work of a layer is cut along two axes, so that every part writes outputs of its own and
 * the cut depends on the layer and the number of threads alone.
 *
 * @param images the batch
 * @param rows units along the first axis
 * @param columns units along the second axis
 * @param rowParts parts along the first axis
 * @param columnParts parts along the second axis
 */
record Split(int images, int rows, int columns, int rowParts, int columnParts) {
  /** Below that many operations, handing a part over takes as long as doing it. */
  private static final long LEAST_OPERATIONS = 200_000;

  /** More parts than threads, so that nobody waits long for the last one. */
  private static final int PARTS_PER_THREAD = 4;

  /**
   * Cuts the work.
   *
   * @param operations multiply-accumulates, or floats touched, of all images
   */
  static Split of(int images, int rows, int columns, long operations, int threads) {
    long wanted =
        threads == 1
            ? 1
            : Math.min((long) PARTS_PER_THREAD * threads, operations / LEAST_OPERATIONS);
    int perImage = (int) Math.max(1, (wanted + images - 1) / images);
    int rowParts = Math.min(rows, perImage);
    int columnParts = Math.min(columns, (perImage + rowParts - 1) / rowParts);
    return new Split(images, rows, columns, rowParts, columnParts);
  }

  /** Cuts the work along the first axis only: each part has all units of the second. */
  static Split ofRows(int images, int rows, int columns, long operations, int threads) {
    Split cut = of(images, rows, 1, operations, threads);
    return new Split(images, rows, columns, cut.rowParts, 1);
  }

  int parts() {
    return images * rowParts * columnParts;
  }

  int image(int part) {
    return part / (rowParts * columnParts);
  }

  int fromRow(int part) {
    return Team.begin(rows, part / columnParts % rowParts, rowParts);
  }

  int toRow(int part) {
    return Team.begin(rows, part / columnParts % rowParts + 1, rowParts);
  }

  int fromColumn(int part) {
    return Team.begin(columns, part % columnParts, columnParts);
  }

  int toColumn(int part) {
    return Team.begin(columns, part % columnParts + 1, columnParts);
  }
}

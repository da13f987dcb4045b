package org.dyvedeep.caffe;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.dyvedeep.caffe.filter.StateOptions;
import org.dyvedeep.caffe.read.ReadOptions;
import org.dyvedeep.engine.tensor.Shape;

/**
 * How a model is imported. Immutable: the {@code with} methods give changed copies.
 *
 * @param reading limits, and whether fields that Caffe does not have are errors
 * @param state phase, level and stages
 * @param inputShapes shapes by input blob, in place of those that the file gives (or does not give)
 * @param batch first extent of the inputs, in place of the file's; empty to keep it
 * @param allowMissingWeights whether layers that a weight file says nothing about are left without
 *     values (Caffe would fill them at random) rather than refused
 */
public record ImportOptions(
    ReadOptions reading,
    StateOptions state,
    Map<String, Shape> inputShapes,
    OptionalInt batch,
    boolean allowMissingWeights) {
  /** Copies the map. */
  public ImportOptions {
    Objects.requireNonNull(reading, "reading");
    Objects.requireNonNull(state, "state");
    inputShapes = Collections.unmodifiableMap(new LinkedHashMap<>(inputShapes));
    if (batch.isPresent() && batch.getAsInt() < 1) {
      throw new IllegalArgumentException("a batch of " + batch.getAsInt() + " is not positive");
    }
  }

  /** Phase TEST, the file's own shapes and batch, default limits, unknown fields as warnings. */
  public static ImportOptions defaults() {
    return new ImportOptions(
        ReadOptions.defaults(), StateOptions.defaults(), Map.of(), OptionalInt.empty(), false);
  }

  /** These options with other limits. */
  public ImportOptions withLimits(ImportLimits limits) {
    return new ImportOptions(
        reading.withLimits(limits), state, inputShapes, batch, allowMissingWeights);
  }

  /** These options, strict about unknown fields or not. */
  public ImportOptions withStrict(boolean strict) {
    return new ImportOptions(
        reading.withStrict(strict), state, inputShapes, batch, allowMissingWeights);
  }

  /** These options for another phase, level and stages. */
  public ImportOptions withState(StateOptions other) {
    return new ImportOptions(reading, other, inputShapes, batch, allowMissingWeights);
  }

  /**
   * These options with the shape of one input blob. A blob that layers read and nothing writes, and
   * the top of a data layer of an unknown type, become inputs this way.
   */
  public ImportOptions withInputShape(String blob, Shape shape) {
    Map<String, Shape> shapes = new LinkedHashMap<>(inputShapes);
    shapes.put(blob, shape);
    return new ImportOptions(reading, state, shapes, batch, allowMissingWeights);
  }

  /**
   * These options with another batch: the first extent of the first input, and of all inputs that
   * have the same first extent in the file.
   */
  public ImportOptions withBatch(int items) {
    return new ImportOptions(
        reading, state, inputShapes, OptionalInt.of(items), allowMissingWeights);
  }

  /** These options, with missing weights allowed or not. */
  public ImportOptions withAllowMissingWeights(boolean allow) {
    return new ImportOptions(reading, state, inputShapes, batch, allow);
  }

  /** How much the files may ask for. */
  public ImportLimits limits() {
    return reading.limits();
  }
}

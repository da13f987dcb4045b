package org.dyvedeep.caffe;

/**
 * How much a model file may ask for. Every size is worked out in longs and held against these
 * limits, and against the bytes that the file really has left, before anything is allocated.
 *
 * @param maxWeightBytes bytes of all weights together, as 32-bit floats
 * @param maxLayers layers in one file
 * @param maxBlobAxes axes of one blob (Caffe's own limit is 32)
 * @param maxTextBytes size of a text file; what is made of it takes a multiple of that in memory
 * @param maxStructureBytes bytes of a binary file that are not weights: names, parameters, fillers
 * @param maxDepth how deep messages may be nested in messages
 * @param maxRepeated elements of one repeated field of a text file
 */
public record ImportLimits(
    long maxWeightBytes,
    int maxLayers,
    int maxBlobAxes,
    long maxTextBytes,
    long maxStructureBytes,
    int maxDepth,
    int maxRepeated) {

  private static final ImportLimits DEFAULTS =
      new ImportLimits(4L << 30, 100_000, 32, 64L << 20, 8L << 20, 100, 200_000_000);

  /** Checks that every limit is positive. */
  public ImportLimits {
    if (maxWeightBytes <= 0 || maxTextBytes <= 0 || maxStructureBytes <= 0) {
      throw new IllegalArgumentException("limits in bytes must be positive");
    }
    if (maxLayers <= 0 || maxBlobAxes <= 0 || maxDepth <= 0 || maxRepeated <= 0) {
      throw new IllegalArgumentException("limits must be positive");
    }
    if (maxDepth > 1000) {
      throw new IllegalArgumentException("maxDepth above 1000 could exhaust the stack");
    }
  }

  /** 4 GiB of weights, 100,000 layers, 32 axes, 64 MiB of text, 8 MiB of structure, depth 100. */
  public static ImportLimits defaults() {
    return DEFAULTS;
  }

  /** These limits with another maximum for all weights together, in bytes. */
  public ImportLimits withMaxWeightBytes(long bytes) {
    return new ImportLimits(
        bytes, maxLayers, maxBlobAxes, maxTextBytes, maxStructureBytes, maxDepth, maxRepeated);
  }

  /** These limits with another maximum number of layers. */
  public ImportLimits withMaxLayers(int layers) {
    return new ImportLimits(
        maxWeightBytes,
        layers,
        maxBlobAxes,
        maxTextBytes,
        maxStructureBytes,
        maxDepth,
        maxRepeated);
  }

  /** These limits with another maximum number of axes of a blob. */
  public ImportLimits withMaxBlobAxes(int axes) {
    return new ImportLimits(
        maxWeightBytes, maxLayers, axes, maxTextBytes, maxStructureBytes, maxDepth, maxRepeated);
  }

  /** These limits with another maximum size of a text file, in bytes. */
  public ImportLimits withMaxTextBytes(long bytes) {
    return new ImportLimits(
        maxWeightBytes, maxLayers, maxBlobAxes, bytes, maxStructureBytes, maxDepth, maxRepeated);
  }

  /** These limits with another maximum for what is not weights in a binary file, in bytes. */
  public ImportLimits withMaxStructureBytes(long bytes) {
    return new ImportLimits(
        maxWeightBytes, maxLayers, maxBlobAxes, maxTextBytes, bytes, maxDepth, maxRepeated);
  }

  /** These limits with another depth of nesting. */
  public ImportLimits withMaxDepth(int depth) {
    return new ImportLimits(
        maxWeightBytes,
        maxLayers,
        maxBlobAxes,
        maxTextBytes,
        maxStructureBytes,
        depth,
        maxRepeated);
  }

  /** These limits with another maximum for the elements of one repeated field. */
  public ImportLimits withMaxRepeated(int elements) {
    return new ImportLimits(
        maxWeightBytes,
        maxLayers,
        maxBlobAxes,
        maxTextBytes,
        maxStructureBytes,
        maxDepth,
        elements);
  }
}

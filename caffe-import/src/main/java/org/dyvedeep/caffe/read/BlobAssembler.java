package org.dyvedeep.caffe.read;

import java.util.Arrays;

/**
 * The parts of one BlobProto as they come in, and the checks that make a {@link CaffeBlob} of them.
 */
final class BlobAssembler {
  private static final String[] LEGACY_NAMES = {"num", "channels", "height", "width"};

  private final ReadContext context;
  private final FloatSink floats;
  private final FloatSink doubles;
  private final int[] legacyDims = new int[4];
  private final int[] shape;
  private int shapeAxes;
  private boolean legacy;

  BlobAssembler(ReadContext context) {
    this.context = context;
    this.floats = new FloatSink(context);
    this.doubles = new FloatSink(context);
    this.shape = new int[context.limits().maxBlobAxes()];
  }

  /** Sinks the values of {@code data}. */
  FloatSink floats() {
    return floats;
  }

  /** Sinks the values of {@code double_data}. */
  FloatSink doubles() {
    return doubles;
  }

  /** One of num, channels, height and width, numbered from 0. */
  void legacyDim(int which, int size) {
    legacy = true;
    legacyDims[which] = checkSize("blobs." + LEGACY_NAMES[which], size);
  }

  /** The next size of the shape. */
  void dim(long size) {
    if (shapeAxes == shape.length) {
      throw context
          .problem("blobs.shape")
          .found("more than " + shape.length + " axes")
          .expected("at most " + shape.length)
          .advice("the file is damaged")
          .build();
    }
    shape[shapeAxes++] = checkSize("blobs.shape", size);
  }

  private int checkSize(String field, long size) {
    if (size < 0 || size > Integer.MAX_VALUE) {
      throw context
          .problem(field)
          .found("a size of " + size)
          .expected("0 to " + Integer.MAX_VALUE)
          .advice("the file is damaged")
          .build();
    }
    return (int) size;
  }

  private int[] dims() {
    return legacy ? legacyDims : Arrays.copyOf(shape, shapeAxes);
  }

  /** The product of the sizes that have come in so far. */
  long count() {
    return context.count("blobs.shape", dims());
  }

  /**
   * The finished blob. As in Caffe's Blob::FromProto, the four legacy numbers count if any of them
   * is there, and double_data wins over data.
   */
  CaffeBlob build() {
    int[] dims = dims();
    long count = count();
    FloatSink values = doubles.size() > 0 ? doubles : floats;
    if (count != values.size()) {
      throw context
          .problem("blobs.data")
          .found(values.size() + " values")
          .expected(count + ", the product of the shape " + CaffeBlob.shape(dims))
          .advice("the file is damaged or was cut short: fetch it again")
          .build();
    }
    return new CaffeBlob(dims, legacy, values.toArray());
  }
}

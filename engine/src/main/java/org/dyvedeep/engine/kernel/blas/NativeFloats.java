package org.dyvedeep.engine.kernel.blas;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Owns a block of floats outside the Java heap, as native libraries need it, until it is closed.
 * Pointers and buffers into it must not be used afterwards.
 */
public final class NativeFloats implements AutoCloseable {
  /** The most floats that one buffer can view: 2 GiB. */
  static final int MAX_BUFFER = Integer.MAX_VALUE / Float.BYTES;

  private final FloatPointer base;
  private final long size;
  private boolean closed;

  private NativeFloats(FloatPointer base, long size) {
    this.base = base;
    this.size = size;
  }

  /**
   * Allocates floats with undefined contents.
   *
   * @throws IllegalStateException if the native library is not available
   * @throws OutOfMemoryError if the system does not give the memory
   */
  public static NativeFloats allocate(long size) {
    Blas.requireLoaded();
    // Not FloatPointer's own allocation: that counts against the Java heap's limit and calls the
    // garbage collector when it is reached, while weights here have one owner who frees them.
    Pointer block = Pointer.malloc(Math.multiplyExact(size, Float.BYTES));
    if (block == null || block.isNull()) {
      throw new OutOfMemoryError("cannot allocate " + size + " floats outside the Java heap");
    }
    return new NativeFloats(new FloatPointer(block), size);
  }

  /** Allocates a copy of an array. */
  public static NativeFloats copyOf(float[] values) {
    NativeFloats copy = allocate(values.length);
    copy.base.put(values, 0, values.length);
    return copy;
  }

  /** The number of floats. */
  public long size() {
    return size;
  }

  /** A pointer to the float at an index, for calls into native code. */
  FloatPointer pointer(long index) {
    requireInside(index, 0);
    return base.getPointer(index);
  }

  /**
   * Views a part as a buffer.
   *
   * @throws IllegalArgumentException if it exceeds the block or {@link #MAX_BUFFER}
   */
  FloatBuffer buffer(long index, long floats) {
    requireInside(index, floats);
    return base.getPointer(index).capacity(floats).asBuffer();
  }

  private void requireInside(long index, long floats) {
    if (closed) {
      throw new IllegalStateException("this native memory was freed");
    }
    if (index < 0 || floats < 0 || floats > MAX_BUFFER || index > size - floats) {
      throw new IllegalArgumentException(
          floats + " floats at " + index + " exceed a block of " + size);
    }
  }

  /** Frees the memory. Closing again has no effect. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      Pointer.free(base);
    }
  }
}

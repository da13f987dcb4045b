package org.dyvedeep.caffe.weights;

/** Files of weights that other programs write, told by their first bytes. */
enum ForeignFormat {
  HDF5(
      "an HDF5 file",
      "save the network with snapshot_format: BINARYPROTO, or load it in Caffe and save a caffemodel",
      0x89,
      'H',
      'D',
      'F'),
  ZIP(
      "a zip archive, as PyTorch (.pt, .pth) and NumPy (.npz) write",
      "unpack it if a caffemodel is inside, or convert the model to Caffe",
      'P',
      'K',
      3,
      4),
  PICKLE(
      "a Python pickle, as older PyTorch and Theano files are",
      "pickles run code when they are read and are never opened: convert the model to Caffe",
      0x80,
      Version.BYTE),
  NUMPY("a NumPy array", "convert the model to Caffe", 0x93, 'N', 'U', 'M', 'P', 'Y'),
  ONNX("an ONNX model", "convert the model to Caffe", 0x08, Version.BYTE),
  GZIP("a gzip archive", "unpack it first", 0x1F, 0x8B);

  /** Stands in a signature for the version numbers of pickle and ONNX: 1 to 20. */
  private static final class Version {
    static final int BYTE = -1;
  }

  private final String what;
  private final String advice;
  private final int[] signature;

  ForeignFormat(String what, String advice, int... signature) {
    this.what = what;
    this.advice = advice;
    this.signature = signature;
  }

  String what() {
    return what;
  }

  String advice() {
    return advice;
  }

  /** The format of a file that begins with these bytes, or null. */
  static ForeignFormat of(byte[] head) {
    for (ForeignFormat format : values()) {
      if (format.matches(head)) {
        return format;
      }
    }
    return null;
  }

  private boolean matches(byte[] head) {
    if (head.length < signature.length) {
      return false;
    }
    for (int i = 0; i < signature.length; i++) {
      int found = head[i] & 0xFF;
      boolean version = signature[i] == Version.BYTE;
      boolean fits = version ? found >= 1 && found <= 20 : found == signature[i];
      if (!fits) {
        return false;
      }
    }
    return true;
  }
}

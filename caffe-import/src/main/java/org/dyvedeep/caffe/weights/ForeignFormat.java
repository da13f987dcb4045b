package org.dyvedeep.caffe.weights;

/**
 * Files of weights that other programs write, told by their first bytes. In a signature, ? stands
 * for the version numbers of pickle and ONNX: 1 to 20.
 */
enum ForeignFormat {
  HDF5(
      "an HDF5 file",
      "save the network with snapshot_format: BINARYPROTO, or load it in Caffe and save a caffemodel",
      "\u0089HDF"),
  ZIP(
      "a zip archive, as PyTorch (.pt, .pth) and NumPy (.npz) write",
      "unpack it if a caffemodel is inside, or convert the model to Caffe",
      "PK\u0003\u0004"),
  PICKLE(
      "a Python pickle, as older PyTorch and Theano files are",
      "pickles run code when they are read and are never opened: convert the model to Caffe",
      "\u0080?"),
  NUMPY("a NumPy array", "convert the model to Caffe", "\u0093NUMPY"),
  ONNX("an ONNX model", "convert the model to Caffe", "\b?"),
  GZIP("a gzip archive", "unpack it first", "\u001f\u008b");

  private final String what;
  private final String advice;
  private final String signature;

  ForeignFormat(String what, String advice, String signature) {
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
    if (head.length < signature.length()) {
      return false;
    }
    for (int i = 0; i < signature.length(); i++) {
      int found = head[i] & 0xFF;
      char expected = signature.charAt(i);
      boolean version = expected == '?' && found >= 1 && found <= 20;
      if (!version && found != expected) {
        return false;
      }
    }
    return true;
  }
}

package org.dyvedeep.tools.differential;

/**
 * A network to compare.
 *
 * @param prototxt as it is imported
 * @param caffePrototxt as native Caffe reads it: the same text, but for layers newer than Caffe
 *     1.0, in whose place older ones compute the same
 * @param bound inputs lie within this of zero
 */
record NetCase(String prototxt, String caffePrototxt, double bound) {
  /** A network that both sides read. */
  NetCase(String prototxt, double bound) {
    this(prototxt, prototxt, bound);
  }
}

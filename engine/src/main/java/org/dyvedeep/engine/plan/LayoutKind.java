package org.dyvedeep.engine.plan;

/** The families of layouts that a value can have in memory. */
public enum LayoutKind {
  /** Row-major without gaps (NCHW for images): the layout of tensors, and of values of any rank. */
  PLAIN,
  /** NCHW with a border of zeros, for the first convolution; never what a node writes. */
  PLANAR,
  /** NCHWc16 with a border of zeros. */
  BLOCKED
}

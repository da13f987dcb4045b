package org.dyvedeep.tools.preprocess;

/**
 * The order of the colour planes of an image. Caffe's image tools give {@link #BGR}, because OpenCV
 * does.
 */
public enum ChannelOrder {
  /** Blue, green, red: OpenCV's and Caffe's order. */
  BGR,
  /** Red, green, blue: the order of CIFAR-10's records. */
  RGB
}

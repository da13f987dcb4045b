package org.dyvedeep.tools.parity;

/**
 * How close a blob is to native Caffe's; of several runs, the worst.
 *
 * @param name the blob
 * @param maxErrorOverMax greatest absolute error over the greatest absolute value of the reference;
 *     {@link Double#MAX_VALUE} where that is infinite
 * @param relativeL2 Euclidean length of the error over that of the reference
 * @param cosine of the angle between the two
 */
public record BlobParity(String name, double maxErrorOverMax, double relativeL2, double cosine) {}

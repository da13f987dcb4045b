package org.dyvedeep.tools.differential;

/**
 * A network to compare.
 *
 * @param prototxt as both sides read it
 * @param bound inputs lie within this of zero
 */
record NetCase(String prototxt, double bound) {}

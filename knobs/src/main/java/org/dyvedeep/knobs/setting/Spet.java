package org.dyvedeep.knobs.setting;

/**
 * Saturation prediction and early termination, the paper's knob on neurons: a dot product is
 * evaluated in parts, and given up once its neuron is expected to end on a rail of the activation
 * (0 for ReLU; 0 or 1 for sigmoid; -1 or 1 for tanh), which is then its value.
 */
public sealed interface Spet permits StagedSpet, SignedSpet {}

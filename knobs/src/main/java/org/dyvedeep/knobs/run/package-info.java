/**
 * The knobs' reference operators, one class a knob: they decide neuron by neuron, exactly as the
 * settings say, and count what they do. They enter the engine through {@link
 * org.dyvedeep.knobs.run.EffortProvider}.
 */
package org.dyvedeep.knobs.run;

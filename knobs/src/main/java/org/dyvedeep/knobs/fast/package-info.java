/**
 * Dynamic effort in time: layers whose knobs decide on blocks that fast kernels can skip, on top of
 * the dense engine. {@link org.dyvedeep.knobs.run.EffortProvider} defines what they compute.
 */
package org.dyvedeep.knobs.fast;

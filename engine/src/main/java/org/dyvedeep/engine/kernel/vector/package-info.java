/**
 * Kernels on the incubating Vector API: the only users of it. They are found through {@link
 * org.dyvedeep.engine.kernel.lookup.KernelLookup} and are never loaded where the module is missing.
 */
package org.dyvedeep.engine.kernel.vector;

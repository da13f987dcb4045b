/** Finds the best kernels that this JVM can run. */
package org.dyvedeep.engine.kernel.lookup;

/** Kernels in plain Java: what runs where the Vector API does not, and the vector kernels' twin. */
package org.dyvedeep.engine.kernel.scalar;

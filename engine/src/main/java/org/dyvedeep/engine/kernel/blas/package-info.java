/**
 * Kernels that hand their work to OpenBLAS, and the memory that they share with it. Nothing else
 * uses native code.
 */
package org.dyvedeep.engine.kernel.blas;

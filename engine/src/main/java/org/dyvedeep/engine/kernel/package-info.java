/** Kernels: number crunching that knows arrays and sizes, but neither graphs nor sessions. */
package org.dyvedeep.engine.kernel;

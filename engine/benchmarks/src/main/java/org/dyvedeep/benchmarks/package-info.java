/** Benchmarks of the engine's kernels, over layer shapes that are read from text files. */
package org.dyvedeep.benchmarks;

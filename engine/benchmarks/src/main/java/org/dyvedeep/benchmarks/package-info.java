/**
 * Benchmarks of the engine's kernels, over layer shapes that are read from text files beside this
 * class ({@code shapes_alexnet} and the like).
 *
 * <p>After {@code mvn -pl engine/benchmarks -am package}, in {@code engine/benchmarks}:
 *
 * <pre>
 * java --add-modules jdk.incubator.vector -cp 'target/classes:target/lib/*' \
 *   org.dyvedeep.benchmarks.CompareLayers 2 alexnet vgg16:conv4_2
 * java -cp 'target/classes:target/lib/*' org.openjdk.jmh.Main LayerBenchmark -p layer=vgg16:conv5_1
 * </pre>
 *
 * <p>The first prints layers beside sgemm and the core's peak, timed in turns in one process: what
 * to use on a machine that is not quiet. The second is JMH, one fork after another.
 */
package org.dyvedeep.benchmarks;

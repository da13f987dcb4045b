/**
 * From a graph to something that runs: which operator runs each node, and where each value lies.
 *
 * <p>{@link org.dyvedeep.engine.plan.Plan} asks the {@link
 * org.dyvedeep.engine.plan.OperatorProvider}s for each node in turn and takes the first that can
 * run it; then {@link org.dyvedeep.engine.plan.MemoryPlan} places the values in one arena. The
 * physical layout of a value is decided between these two steps; today it is row-major for all, and
 * the only places that know are {@code Storage.floatsOf} (how much room a value takes) and {@code
 * Session}'s reading and writing.
 */
package org.dyvedeep.engine.plan;

/**
 * From a graph to something that runs: which operator runs each node, and where each value lies.
 *
 * <p>{@link org.dyvedeep.engine.plan.Plan} asks the {@link
 * org.dyvedeep.engine.plan.OperatorProvider}s for an {@link org.dyvedeep.engine.plan.Offer} for
 * each node in turn and takes the first; {@code Lowering} settles the layouts of the values,
 * inserts reorderings where reader and writer differ, and joins what a Concat would copy; then
 * {@link org.dyvedeep.engine.plan.MemoryPlan} places the values in one arena. Graph inputs and
 * outputs are plain (NCHW), whatever lies between.
 */
package org.dyvedeep.engine.plan;

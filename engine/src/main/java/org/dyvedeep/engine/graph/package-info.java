/**
 * The immutable graph: values are assigned once, shapes are explicit, weights are shared. In-place
 * layers do not exist here; re-using memory is decided by the plan.
 */
package org.dyvedeep.engine.graph;

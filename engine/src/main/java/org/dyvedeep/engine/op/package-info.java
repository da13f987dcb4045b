/**
 * The operations a graph is made of: immutable records of hyper-parameters that know their own
 * shape rules, the shapes of their weights and their cost. What an operation computes is told by
 * its reference operator.
 */
package org.dyvedeep.engine.op;

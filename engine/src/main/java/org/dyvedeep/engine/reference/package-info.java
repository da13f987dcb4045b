/**
 * Reference operators: one small class an operation, plain loops over NCHW arrays. They are the
 * meaning of the layers, used by tests and by every rare layer.
 */
package org.dyvedeep.engine.reference;

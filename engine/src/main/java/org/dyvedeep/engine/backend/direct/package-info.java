/**
 * Back end {@code direct}: convolutions straight from blocked activations, without im2col, and what
 * else can stay in that layout; one class for each kind of layer.
 */
package org.dyvedeep.engine.backend.direct;

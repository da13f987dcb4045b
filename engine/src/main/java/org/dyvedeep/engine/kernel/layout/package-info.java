/** How activations and weights lie in arrays, and the conversions between those layouts. */
package org.dyvedeep.engine.kernel.layout;

/**
 * Exact dynamic effort in time: the dense engine, but for layers whose kernels leave out what is
 * zero in the input at hand.
 */
package org.dyvedeep.knobs.exact;

/** Which layers take part at a phase, level and set of stages. */
package org.dyvedeep.caffe.filter;

/** Trains the embedded shapes10 network with native Caffe's own solver, called through JavaCPP. */
package org.dyvedeep.models.training;

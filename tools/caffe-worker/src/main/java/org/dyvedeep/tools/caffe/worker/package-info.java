/** The program that runs native Caffe in a process of its own; see WorkerProtocol for its words. */
package org.dyvedeep.tools.caffe.worker;

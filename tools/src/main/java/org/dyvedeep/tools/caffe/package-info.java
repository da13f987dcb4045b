/** Native Caffe in a process of its own: where it is, and how to talk to it. */
package org.dyvedeep.tools.caffe;

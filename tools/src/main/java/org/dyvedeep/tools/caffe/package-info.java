/** Native Caffe in a process of its own: where it is, how to talk to it, what it last said. */
package org.dyvedeep.tools.caffe;

/** A layer type that users would add: its converter and its operation. */
package org.dyvedeep.caffe.custom;

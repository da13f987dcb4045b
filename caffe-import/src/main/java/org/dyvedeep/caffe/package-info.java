/**
 * Reading Caffe's model files: what went wrong, what was unusual, and how much a file may ask for.
 */
package org.dyvedeep.caffe;

/**
 * Old spellings of a network brought to Caffe's current one, by a chain of small steps that each
 * say what they changed.
 */
package org.dyvedeep.caffe.upgrade;

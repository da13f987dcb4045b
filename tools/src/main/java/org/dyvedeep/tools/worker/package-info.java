/**
 * Programs that run networks in processes of their own: how they are started, spoken to and ended,
 * and the loop that such a program runs. What they run, native Caffe or this engine or another
 * program, is their own affair.
 */
package org.dyvedeep.tools.worker;

/** The same tensors through native Caffe and through the engine, blob by blob. */
package org.dyvedeep.tools.parity;

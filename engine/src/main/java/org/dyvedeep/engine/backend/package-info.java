/** Back ends: the reference operators as one, and what Caffe does, layer by layer, as another. */
package org.dyvedeep.engine.backend;

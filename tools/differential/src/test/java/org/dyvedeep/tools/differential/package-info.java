/** Random layers and networks in native Caffe and in the engine's back ends. */
package org.dyvedeep.tools.differential;

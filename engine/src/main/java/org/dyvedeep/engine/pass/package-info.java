/** Graph-to-graph passes, one small class each; a back end names those it wants. */
package org.dyvedeep.engine.pass;

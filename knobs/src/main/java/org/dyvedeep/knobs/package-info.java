/**
 * Dynamic effort: operators that skip or approximate, at run time, what does not matter for the
 * input at hand. They enter the engine as a back end that is asked first whether it can run a node;
 * the engine does not know this module.
 */
package org.dyvedeep.knobs;

/**
 * What a layer's effort knobs are set to: immutable values that say what is skipped or
 * approximated, and when. The operators that act on them, and the files that they are stored in,
 * are elsewhere.
 */
package org.dyvedeep.knobs.setting;

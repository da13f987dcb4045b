/** Files that keep what long work has found, so that it goes on after an interruption. */
package org.dyvedeep.tools.journal;

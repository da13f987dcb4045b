/** The command line: one small class a verb, with what the verbs share beside them. */
package org.dyvedeep.tools.cli;

/**
 * Counting of operations: the rules, fixed in one place, and the counters that operators fill as
 * they run.
 */
package org.dyvedeep.knobs.count;

/**
 * Figures that verbs print: accuracy, best classes, quantiles of times. Computing only; printing is
 * the verbs' job.
 */
package org.dyvedeep.tools.report;

/**
 * The paper's benchmarks side by side: which networks and data stand for them, what is known of
 * each after a run, and the report on it as JSON, CSV, Markdown and one page of HTML.
 */
package org.dyvedeep.tools.reproduce;

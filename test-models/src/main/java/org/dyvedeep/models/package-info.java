/**
 * The built-in models: which networks there are, where their files lie, how their input is prepared
 * and what accuracy to expect.
 */
package org.dyvedeep.models;

/** The engine's front door: models that are compiled once, and sessions that run them. */
package org.dyvedeep.engine.run;

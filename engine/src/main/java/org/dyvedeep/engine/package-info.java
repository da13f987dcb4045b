/**
 * The engine: graphs of operations, passes over them, operators and sessions. It reads no files.
 */
package org.dyvedeep.engine;

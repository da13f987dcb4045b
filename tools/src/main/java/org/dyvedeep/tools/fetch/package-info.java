/**
 * Downloads of published weights and data into a cache folder: a catalogue of known locations,
 * resumable transfers, checksums verified before anything is moved into place.
 */
package org.dyvedeep.tools.fetch;

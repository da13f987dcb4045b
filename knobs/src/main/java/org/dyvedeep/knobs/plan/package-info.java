/**
 * Effort plans: which knobs each layer of one network has and how they were found, as values and as
 * JSON files that are checked field by field and belong to one set of weights.
 */
package org.dyvedeep.knobs.plan;

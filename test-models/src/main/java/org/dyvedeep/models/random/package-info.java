/** Small, fully specified pseudo-random generators whose values never change between JDKs. */
package org.dyvedeep.models.random;

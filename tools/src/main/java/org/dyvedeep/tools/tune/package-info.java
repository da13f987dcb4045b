/** What surrounds a search for effort plans: its pictures, and the file it can be resumed from. */
package org.dyvedeep.tools.tune;

/** Which files a MODEL argument stands for, and how its images are prepared. */
package org.dyvedeep.tools.model;

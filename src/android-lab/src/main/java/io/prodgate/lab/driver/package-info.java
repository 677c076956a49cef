/** Maestro's driver on the device. The only part of the simulated device that needs Maestro's libraries. */
package io.prodgate.lab.driver;

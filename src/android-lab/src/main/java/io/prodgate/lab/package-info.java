/** A laboratory for tests: a simulated Android device, and Maestro's engine to drive it. No part of the product. */
package io.prodgate.lab;

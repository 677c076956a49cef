/** The simulated Android: its state, its commands, its screen, its log, and everything that can be wrong with it. */
package io.prodgate.lab.android;

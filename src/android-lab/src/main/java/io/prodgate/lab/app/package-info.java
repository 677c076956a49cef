/** Scripted apps: what the simulated device runs in place of an APK's code. */
package io.prodgate.lab.app;

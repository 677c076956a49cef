/**
 * adbd's side of the wire: messages, transports, streams, and the services that adb opens on a device.
 *
 * @see <a href="https://android.googlesource.com/platform/packages/modules/adb/+/refs/heads/main/protocol.txt">the protocol</a>
 */
package io.prodgate.lab.adb;

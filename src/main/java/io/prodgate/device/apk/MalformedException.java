package io.prodgate.device.apk;

/** Something in an APK is not as its format has it: the message names the place and what is wrong there. */
final class MalformedException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedException(String where, String what) {
        super(where + ": " + what);
    }
}

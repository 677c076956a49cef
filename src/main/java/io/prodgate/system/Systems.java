package io.prodgate.system;

/** Typed clients of the systems around production. Their every request passes the door to the outside. */
public interface Systems {
    /**
     * A client for one visit. Calls on it belong into {@link Visit#ask}, which tells an answer from none.
     *
     * @param api an interface with the annotations of Jakarta REST
     */
    <T> T client(Class<T> api, Visit visit);
}

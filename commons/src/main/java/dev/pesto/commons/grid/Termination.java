package dev.pesto.commons.grid;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * SIGTERM in our hands. By reflection: {@code sun.misc.Signal} is supported (module jdk.unsupported), yet javac warns of the very name and cannot be told not to.
 */
final class Termination {

    private final Object signal;
    private final Method handle;
    private final Class<?> handlerType;
    private final Object before;

    private Termination(Runnable task) throws ReflectiveOperationException {
        Class<?> signalType = Class.forName("sun.misc.Signal");
        handlerType = Class.forName("sun.misc.SignalHandler");
        signal = signalType.getConstructor(String.class).newInstance("TERM");
        handle = signalType.getMethod("handle", signalType, handlerType);
        Object ours = Proxy.newProxyInstance(
                Termination.class.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return method.invoke(task, arguments);
                    }
                    task.run();
                    return null;
                });
        before = handle.invoke(null, signal, ours);
    }

    /** From now on the signal runs this task on a thread of its own, and does nothing else. */
    static Termination intercept(Runnable task) {
        try {
            return new Termination(task);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JVM does not let SIGTERM be handled", e);
        }
    }

    /** Does what the signal would have done without us: ends the JVM, in order. */
    void proceed() {
        call(() -> handlerType.getMethod("handle", signal.getClass()).invoke(before, signal));
    }

    void release() {
        call(() -> handle.invoke(null, signal, before));
    }

    private static void call(Call call) {
        try {
            call.run();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @FunctionalInterface
    private interface Call {
        Object run() throws ReflectiveOperationException;
    }
}

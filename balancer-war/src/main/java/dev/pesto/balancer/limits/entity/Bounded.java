package dev.pesto.balancer.limits.entity;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** A map that forgets what was not used for longest, so that no flood of new keys fills the memory. Striped, for many threads. */
public final class Bounded<K, V> {

    private static final int STRIPES = 16;

    private final Stripe<K, V>[] stripes;

    public Bounded(int capacity) {
        @SuppressWarnings({"unchecked", "rawtypes"})
        Stripe<K, V>[] array = new Stripe[STRIPES];
        for (int i = 0; i < STRIPES; i++) {
            array[i] = new Stripe<>(Math.max(1, capacity / STRIPES));
        }
        stripes = array;
    }

    public V get(K key) {
        Stripe<K, V> stripe = stripe(key);
        synchronized (stripe) {
            return stripe.get(key);
        }
    }

    public void put(K key, V value) {
        Stripe<K, V> stripe = stripe(key);
        synchronized (stripe) {
            stripe.put(key, value);
        }
    }

    public V computeIfAbsent(K key, Function<K, V> create) {
        Stripe<K, V> stripe = stripe(key);
        synchronized (stripe) {
            V value = stripe.get(key);
            if (value == null) {
                value = create.apply(key);
                stripe.put(key, value);
            }
            return value;
        }
    }

    public int size() {
        int size = 0;
        for (Stripe<K, V> stripe : stripes) {
            synchronized (stripe) {
                size += stripe.size();
            }
        }
        return size;
    }

    private Stripe<K, V> stripe(K key) {
        int hash = key.hashCode();
        return stripes[(hash ^ (hash >>> 16)) & (STRIPES - 1)];
    }

    private static final class Stripe<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1L;

        private final int capacity;

        Stripe(int capacity) {
            super(16, 0.75f, true);
            this.capacity = capacity;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > capacity;
        }
    }
}

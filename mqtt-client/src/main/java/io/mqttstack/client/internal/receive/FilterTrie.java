package io.mqttstack.client.internal.receive;

import io.mqttstack.codec.value.TopicFilter;
import io.mqttstack.codec.value.TopicName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Topic Filters, level by level, with what is subscribed under them: finding all that match a Topic Name takes time in
 * proportion to its levels, not to the filters. Any thread may look; changes take turns. Nothing here recurses, because a
 * name may have 65,536 levels.
 *
 * <pre>
 *   root -- "a" -- "+" -- "c"   here: a/+/c
 *               '- below: a/#
 * </pre>
 */
public final class FilterTrie<T> {
    private static final class Node<T> {
        /** By level, "+" among them; made with the first. */
        volatile @Nullable Map<String, Node<T>> children;

        /** Whose filter ends here. */
        volatile List<T> here = List.of();

        /** Whose filter ends with # below here. */
        volatile List<T> below = List.of();

        @Nullable
        Node<T> child(String level) {
            Map<String, Node<T>> all = children;
            return all == null ? null : all.get(level);
        }

        boolean isEmpty() {
            Map<String, Node<T>> all = children;
            return here.isEmpty() && below.isEmpty() && (all == null || all.isEmpty());
        }
    }

    /** One step down a filter. */
    private record Step<T>(Node<T> parent, String level) {}

    private final Node<T> root = new Node<>();

    /** Adds something under a filter; the same thing may be there more than once. */
    public synchronized void add(TopicFilter filter, T value) {
        Node<T> node = root;
        for (Levels levels = new Levels(filter.valueWithoutShare()); ; ) {
            String level = levels.next();
            if (level.equals("#")) {
                node.below = with(node.below, value);
                return;
            }
            Map<String, Node<T>> children = node.children;
            if (children == null) {
                children = new ConcurrentHashMap<>(2);
                node.children = children;
            }
            node = children.computeIfAbsent(level, missing -> new Node<>());
            if (!levels.hasNext()) {
                node.here = with(node.here, value);
                return;
            }
        }
    }

    /** Takes something away from a filter, and the nodes that nothing needs any more. */
    public synchronized void remove(TopicFilter filter, T value) {
        Deque<Step<T>> path = new ArrayDeque<>();
        Node<T> node = root;
        for (Levels levels = new Levels(filter.valueWithoutShare()); ; ) {
            String level = levels.next();
            if (level.equals("#")) {
                node.below = without(node.below, value);
                break;
            }
            Node<T> child = node.child(level);
            if (child == null) {
                return;
            }
            path.push(new Step<>(node, level));
            node = child;
            if (!levels.hasNext()) {
                node.here = without(node.here, value);
                break;
            }
        }
        for (; node.isEmpty() && !path.isEmpty(); node = path.pop().parent()) {
            Step<T> step = path.element();
            Map<String, Node<T>> siblings = step.parent().children;
            if (siblings != null) {
                siblings.remove(step.level());
            }
        }
    }

    /** Finds everything whose filter matches a name, in no order. */
    public List<T> matching(TopicName topic) {
        List<T> found = new ArrayList<>(2);
        List<Node<T>> nodes = List.of(root);
        boolean first = true;
        for (Levels levels = new Levels(topic.value()); levels.hasNext() && !nodes.isEmpty(); first = false) {
            boolean wildcards = !first || topic.value().charAt(0) != '$'; // [MQTT-4.7.2-1]
            String level = levels.next();
            List<Node<T>> next = new ArrayList<>(2);
            for (Node<T> node : nodes) {
                addIfThere(next, node.child(level));
                if (wildcards) {
                    found.addAll(node.below);
                    addIfThere(next, node.child("+"));
                }
            }
            nodes = next;
        }
        for (Node<T> node : nodes) {
            found.addAll(node.here);
            found.addAll(node.below); // a/# matches a
        }
        return found;
    }

    private static <T> void addIfThere(List<Node<T>> nodes, @Nullable Node<T> node) {
        if (node != null) {
            nodes.add(node);
        }
    }

    private static <T> List<T> with(List<T> values, T value) {
        List<T> more = new ArrayList<>(values.size() + 1);
        more.addAll(values);
        more.add(value);
        return List.copyOf(more);
    }

    private static <T> List<T> without(List<T> values, T value) {
        List<T> fewer = new ArrayList<>(values);
        fewer.remove(value);
        return List.copyOf(fewer);
    }

    /** The levels of a name or filter, from left to right. */
    private static final class Levels {
        private final String text;
        private int from;

        Levels(String text) {
            this.text = text;
        }

        boolean hasNext() {
            return from <= text.length();
        }

        String next() {
            int slash = text.indexOf('/', from);
            int end = slash < 0 ? text.length() : slash;
            String level = text.substring(from, end);
            from = end + 1;
            return level;
        }
    }
}

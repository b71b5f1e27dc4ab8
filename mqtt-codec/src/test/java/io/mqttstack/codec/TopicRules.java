package io.mqttstack.codec;

/** The rules of Topic Names and Topic Filters (section 4.7), as plainly as possible: what ours are compared with. */
public final class TopicRules {
    private static final String SHARE = "$share/";

    private TopicRules() {}

    /** Whether a string of at most 65,535 bytes is a Topic Name. */
    public static boolean isName(String name) {
        return !name.isEmpty() && name.indexOf('\0') < 0 && !name.contains("+") && !name.contains("#");
    }

    /** Whether a string of at most 65,535 bytes is a Topic Filter before 5.0. */
    public static boolean isFilter(String filter) {
        return isUnshared(filter);
    }

    /** Whether a legal filter is one of a Shared Subscription. */
    public static boolean isShared(String filter) {
        String[] parts = filter.split("/", 3);
        return filter.startsWith(SHARE) && parts.length == 3 && isName(parts[1]) && !parts[2].isEmpty();
    }

    private static boolean isUnshared(String filter) {
        String[] levels = filter.split("/", -1);
        for (int level = 0; level < levels.length; level++) {
            boolean isWildcard = levels[level].equals("+") || (levels[level].equals("#") && level + 1 == levels.length);
            if (!isWildcard && (levels[level].contains("+") || levels[level].contains("#"))) {
                return false;
            }
        }
        return !filter.isEmpty() && filter.indexOf('\0') < 0;
    }

    /** Whether a legal filter matches a legal name. */
    public static boolean matches(String filter, String topic) {
        String unshared = isShared(filter) ? filter.split("/", 3)[2] : filter;
        if (topic.startsWith("$") && (unshared.startsWith("+") || unshared.startsWith("#"))) {
            return false;
        }
        String[] wanted = unshared.split("/", -1);
        String[] given = topic.split("/", -1);
        for (int level = 0; level < wanted.length; level++) {
            if (wanted[level].equals("#")) {
                return true;
            }
            if (level == given.length || !(wanted[level].equals("+") || wanted[level].equals(given[level]))) {
                return false;
            }
        }
        return wanted.length == given.length;
    }
}

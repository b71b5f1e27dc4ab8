package com.example.transport;

/** Says which library it was started with, and from where. */
public final class Main {

    private Main() {}

    /**
     * Prints one line.
     *
     * @param args none
     */
    public static void main(String[] args) {
        Module module = Main.class.getModule();
        System.out.println("mqtt-transport on the " + (module.isNamed() ? "module path" : "class path"));
    }
}

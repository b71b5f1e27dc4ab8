/** What another project's test of conformance may look like. */
package com.example.conformance;

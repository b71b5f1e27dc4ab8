/** Our client with one fault at a time, for tests of the client cases. */
package io.mqttstack.conformance.faultyclient;

/** What Bouncy Castle does: its providers, keys in PEM of any kind, groups, pre-shared keys. Nobody else imports it. */
package io.mqttstack.transport.tls;

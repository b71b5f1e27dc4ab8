/** The smallest application on mqtt-transport. */
package com.example.transport;

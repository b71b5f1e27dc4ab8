/** The smallest application on mqtt-client. */
package com.example.client;

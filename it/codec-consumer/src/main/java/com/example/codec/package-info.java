/** The smallest application on mqtt-codec. */
package com.example.codec;

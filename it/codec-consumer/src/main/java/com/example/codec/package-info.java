/** An application on mqtt-codec alone: a broker and a client that talk in bytes, without a network. */
package com.example.codec;

/** Starts the consumer projects the way their users would. */
package com.example.it;

/// Decides how a call reaches its endpoint and how an answer, whole or spoilt, goes back over HTTP.
@NullMarked
package io.diptych.simulator.http;

import org.jspecify.annotations.NullMarked;

/// Decides where images live, and under which names. Bytes never travel on Kafka: events carry an
/// [io.diptych.events.AssetRef].
@NullMarked
package io.diptych.platform.assets;

import org.jspecify.annotations.NullMarked;

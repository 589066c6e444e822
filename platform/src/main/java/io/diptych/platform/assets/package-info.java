/// Decides where images live. Bytes never travel on Kafka: events carry an [io.diptych.events.AssetRef] instead.
@NullMarked
package io.diptych.platform.assets;

import org.jspecify.annotations.NullMarked;

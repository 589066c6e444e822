/// Decides how a service process is put together: configuration, health, metrics, life cycle.
@NullMarked
package io.diptych.platform.service;

import org.jspecify.annotations.NullMarked;

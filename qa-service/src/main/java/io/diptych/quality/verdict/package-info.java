/// Decides how a result ends: delivered, or escalated with the reasons, and what the events about it say.
@NullMarked
package io.diptych.quality.verdict;

import org.jspecify.annotations.NullMarked;

/// Decides what the demonstration buys and how it is told: the article's plans, the progress, the bill, the contact
/// sheet.
@NullMarked
package io.diptych.standalone.demo;

import org.jspecify.annotations.NullMarked;

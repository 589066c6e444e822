/// What a person sees: the pages of the services, driven in a real browser against the whole stack.
@NullMarked
package io.diptych.standalone.web;

import org.jspecify.annotations.NullMarked;

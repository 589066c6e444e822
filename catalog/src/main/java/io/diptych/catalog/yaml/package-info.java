/// Decides how a YAML file is read: every field by name and type, and every mistake of every file reported at once.
///
/// It knows nothing of models or prices; what a field means is decided by who asks for it.
@NullMarked
package io.diptych.catalog.yaml;

import org.jspecify.annotations.NullMarked;

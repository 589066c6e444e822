// Small means of building pages.
export const by = (id) => document.getElementById(id);

/** An element with properties and children. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "data") {
      Object.assign(element.dataset, value);
    } else if (name.startsWith("aria-") || name === "role" || name === "scope" || name === "loading") {
      element.setAttribute(name, value);
    } else if (value !== undefined) {
      element[name] = value;
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Writes a text only where it is another, so that nothing is read out twice. */
export function write(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** Makes the children of a container those of the items, and keeps those that are there: focus stays where it is. */
export function keyed(container, items, keyOf, create, update) {
  const before = new Map([...container.children].map((child) => [child.dataset.key, child]));
  const wanted = items.map((item) => {
    const key = String(keyOf(item));
    const child = before.get(key) ?? create(item);
    child.dataset.key = key;
    before.delete(key);
    update(child, item);
    return child;
  });
  before.forEach((child) => child.remove());
  wanted.forEach((child, index) => {
    if (container.children[index] !== child) {
      container.insertBefore(child, container.children[index] ?? null);
    }
  });
}

// Asks cost-service. Every address is relative, so that a proxy may put a path before it.
const ROOT = new URL("../api/costs/", document.baseURI);

/** The address of a question; parameters without a value are left out. */
export function address(path, parameters = {}) {
  const url = new URL(path, ROOT);
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null && value !== undefined && value !== "") {
      url.searchParams.set(name, value);
    }
  }
  return url.toString();
}

/** The answer to a question; an error's message is what the service says is wrong. */
export async function ask(path, parameters, signal) {
  const answer = await fetch(address(path, parameters), { headers: { Accept: "application/json" }, signal });
  if (!answer.ok) {
    const problem = await answer.json().catch(() => ({}));
    throw new Error(problem.detail ?? `cost-service answers ${answer.status}`);
  }
  return answer.json();
}

/** Where the same answer is a table for a spreadsheet. */
export function csv(path, parameters) {
  return address(path, { ...parameters, format: "csv" });
}

export function imageAddress(attemptId, width) {
  return address("image", { attempt: attemptId, width });
}

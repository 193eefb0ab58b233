import type { ToolSpec } from '../../ports/llm.ts';

const MOST_KEPT = 64;

/**
 * A tool is made once for what it is made for, e.g. the codes of a board's experts: its schema takes longer to build than to
 * use, and each round asks for the same ones. Arguments are told apart by their JSON.
 */
export function onceFor<A extends readonly unknown[], T>(
  make: (...about: A) => ToolSpec<T>,
): (...about: A) => ToolSpec<T> {
  const made = new Map<string, ToolSpec<T>>();
  return (...about) => {
    const name = JSON.stringify(about);
    const tool = made.get(name) ?? make(...about);
    made.delete(name);
    made.set(name, tool);
    for (const oldest of made.keys()) {
      if (made.size <= MOST_KEPT) break;
      made.delete(oldest);
    }
    return tool;
  };
}

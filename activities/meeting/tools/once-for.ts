import { LRUCache } from 'lru-cache';
import type { ToolSpec } from '../../ports/llm.ts';

const MOST_KEPT = 64;

/**
 * A tool is made once for what it is made for, e.g. the codes of a board's experts: its schema takes longer to build than to
 * use, and each round asks for the same ones. Arguments are told apart by their JSON.
 */
export function onceFor<A extends readonly unknown[], T>(
  make: (...about: A) => ToolSpec<T>,
): (...about: A) => ToolSpec<T> {
  const made = new LRUCache<string, ToolSpec<T>>({ max: MOST_KEPT });
  return (...about) => {
    const name = JSON.stringify(about);
    const tool = made.get(name) ?? make(...about);
    made.set(name, tool);
    return tool;
  };
}

import type { Prompt, PromptBlock } from '../../ports/llm.ts';

/** Name and version of a template. The version goes up with every change of its words. */
export interface Template {
  template: string;
  template_version: string;
}

/** A prompt of shared rules, stable blocks and, last, what only this call has. Blocks without text are left out. */
export function prompt(
  template: Template,
  parts: { system: readonly string[]; stable?: readonly PromptBlock[]; own: readonly string[] },
): Prompt {
  return {
    ...template,
    system: [{ text: parts.system.join('\n\n') }],
    user: [...(parts.stable ?? []), ...parts.own.filter((text) => text !== '').map((text) => ({ text }))],
  };
}

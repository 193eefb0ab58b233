import type { Prompt } from '../../ports/llm.ts';
import type { Brief, SubProblemBrief } from '../material.ts';
import { briefText, subProblemText } from './brief.ts';
import { emptyFence, fenceAround, task } from './fences.ts';
import { constraintsText } from './floor.ts';
import { LANGUAGE_RULE, MATERIAL_RULE } from './house-rules.ts';
import { prompt, type Template } from './template.ts';

export const template: Template = { template: 'select-experts', template_version: '2' };

/** A persona of the catalogue, as much as the choice needs. */
export interface CatalogueEntry {
  code: string;
  archetype: string;
  category: string;
  expertise: string[];
}

/** The catalogue in compact lines, by code: the same bytes for every meeting until the catalogue changes. */
export const catalogueText = (entries: readonly CatalogueEntry[]): string =>
  fenceAround(
    'catalogue',
    {},
    entries
      .toSorted((a, b) => (a.code < b.code ? -1 : 1))
      .map(({ code, archetype, expertise }) =>
        emptyFence('expert', { code, archetype, expertise: expertise.slice(0, 4).join(', ') }),
      ),
  );

const ROLE = `\
You cast decision boards. A board is worth its price when its members see different things and want different things: what one takes for granted another has seen fail.`;

/** Codes are short words of small letters: they need no fence. */
const wantedText = (pinned: readonly string[], count: number): string => {
  if (pinned.length === 0) return '';
  const all = pinned.join(', ');
  return pinned.length <= count
    ? `\n- The person who decides wants these experts on the board: ${all}. Choose all of them, and the others to complement them.`
    : `\n- The person who decides wants these experts: ${all}. Choose from them only, those whom this sub-problem needs most.`;
};

const taskText = (count: number, pinned: readonly string[]) => `\
Choose ${count} different experts from the catalogue for this sub-problem.${wantedText(pinned, count)}
- Cover what decides it: for each field in which a mistake would be expensive, someone who has carried that responsibility.
- Take different archetypes. At least one who builds the case for acting, one who guards against what can go wrong, and one who speaks for people affected and not in the room (customers, staff, regulators, partners), as far as ${count} seats allow.
- Two who would say the same are one too many: prefer the rarer view. The obvious expert of the industry is welcome, but no board is made of one industry's insiders only.
- Order them as they should speak: the one closest to the matter first, the one who will challenge last.
For each say in one sentence what this decision needs from exactly this person, naming the point of the case they are to watch; no general praise of their field.`;

/** Who sits on the board of a sub-problem. The catalogue comes first: it is the stable part. */
export const selectExpertsPrompt = (input: {
  brief: Brief;
  sub_problem: SubProblemBrief;
  catalogue: readonly CatalogueEntry[];
  /** Codes of those whom the person wants on the board. */
  pinned?: readonly string[];
  count: number;
}): Prompt =>
  prompt(template, {
    system: [ROLE, MATERIAL_RULE, LANGUAGE_RULE],
    stable: [{ text: catalogueText(input.catalogue), cache: true }],
    own: [
      briefText(input.brief),
      constraintsText(input.brief),
      subProblemText(input.sub_problem),
      task({ step: 'select_experts', count: input.count }, taskText(input.count, input.pinned ?? [])),
    ],
  });

import { callTool } from '../llm/call.ts';
import type { ActivityDeps } from '../ports/deps.ts';
import { callOf } from './calls.ts';
import { stepReservation } from './keys.ts';
import { firstSentence } from './length.ts';
import { answerDirectlyPrompt } from './prompts/answer-directly.ts';
import { readBrief } from './read/brief.ts';
import { missing } from './read/missing.ts';
import { expertOf, readCandidates } from './read/experts.ts';
import { repairDirect } from './repair/record.ts';
import { ASKED_FOR, fillSeats, wordsOf } from './repair/selection.ts';
import { seat } from './select-experts.ts';
import { concluded } from './synthesise-meeting.ts';
import { directTool } from './tools/decision-record.ts';
import type { RunRef } from './types.ts';

/**
 * LlmActivities.answerDirectly. The expert is the one whose field the question's words name most, of those the person pinned
 * where there are any: choosing costs no call.
 */
export async function answerDirectly(deps: ActivityDeps, run: RunRef): Promise<void> {
  const [brief, { catalogue, pinned }] = await Promise.all([readBrief(deps.db, run), readCandidates(deps.db, run)]);
  const wanted = catalogue.filter(({ code }) => pinned.includes(code));
  const from = wanted.length > 0 ? wanted : catalogue;
  const [choice] = fillSeats([], { catalogue: from, count: 1, goal: brief.problem });
  if (!choice) throw missing('catalogue of experts');
  const { candidate } = choice;
  const shared = wordsOf(candidate.expertise.join(' ')).filter((word) => wordsOf(brief.problem).includes(word));
  const said =
    shared.length > 0 ? `The question is about ${shared.slice(0, 2).join(' and ')}.` : 'A generalist can answer it.';
  const reason = wanted.length > 0 ? ASKED_FOR : said;
  return callTool(deps, {
    ...callOf(run, 'direct', 'direct', stepReservation('direct')),
    prompt: answerDirectlyPrompt({ brief, expert: expertOf(candidate) }),
    tool: directTool(),
    begin: () => Promise.resolve({ events: [], step: 'synthesise' }),
    commit: async (tx, _session, { content, model, promptHash }) => {
      const seated = await seat(tx, run, 0, [{ candidate, reason }]);
      const record = repairDirect(content, { question: firstSentence(brief.problem, 300) });
      await tx.session.update({ where: { id: run.session_id }, data: { stopRule: 'routine' } });
      const end = await concluded(tx, run, record, { model, prompt_hash: promptHash });
      return { ...end, events: [...seated.events, ...end.events], counts: { expert: seated.counts?.expert ?? 0 } };
    },
  });
}

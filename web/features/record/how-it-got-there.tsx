'use client';
import { Notice } from '#components/ui/notice.tsx';
import { Loading, Skeleton } from '#components/ui/skeleton.tsx';
import { TurnAudit } from '#features/meeting/turn-audit.tsx';
import { Persona } from '#features/meeting/persona.tsx';
import { share } from '#features/meeting/figures.ts';
import { elapsedMs } from '#features/meeting/selectors.ts';
import type { Audit, MeetingState, SubProblem } from '#features/meeting/state.ts';
import { FACILITATION_WORDS, PHASE_WORDS, STOP_RULE_WORDS } from '#features/meeting/words.ts';
import { duration } from '#features/time/words.ts';
import { explain } from '#http/request.ts';
import { useReplay } from './use-replay.ts';

function Rounds({ sub }: { sub: SubProblem }) {
  return (
    <ol className="mt-4 grid gap-3 border-l border-border pl-4">
      {sub.rounds.map((round) => (
        <li key={round.number} className="text-sm wrap-anywhere">
          <p className="font-medium">
            Round {round.number}, {PHASE_WORDS[round.phase]}
            {round.signals && (
              <span className="ml-2 text-xs font-normal text-muted tabular-nums">
                agreement {share(round.signals.agreement)}, novelty{' '}
                {round.signals.novelty === null ? 'not measured' : share(round.signals.novelty)}, conflict{' '}
                {share(round.signals.conflict)}
              </span>
            )}
          </p>
          {round.signals?.focus && <p className="text-muted">Focus: {round.signals.focus}</p>}
          {round.facilitation && (
            <p className="text-muted">
              {round.facilitation.rule
                ? STOP_RULE_WORDS[round.facilitation.rule]
                : `${FACILITATION_WORDS[round.facilitation.action]}.`}{' '}
              {round.facilitation.reason}
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}

/** Which model wrote the record and those of its parts, as the log says of each contribution. */
function Origins({ log }: { log: MeetingState }) {
  const several = log.subProblems.length > 1;
  const origins: [string, Audit | null][] = [
    ['The whole', log.audit],
    ...log.subProblems.map((sub): [string, Audit | null] => [sub.goal, sub.audit]),
  ];
  const known = origins.filter((one): one is [string, Audit] => one[1] !== null);
  if (known.length === 0) return null;
  return (
    <section aria-labelledby="written" className="mt-6">
      <h3 id="written" className="mb-1 text-sm font-semibold">
        Who wrote this record
      </h3>
      <div className="text-xs text-muted">
        {known.map(([what, audit]) => (
          <div key={what} className="mt-2">
            {several && <p className="mb-1 wrap-anywhere">{what}</p>}
            <TurnAudit {...audit} />
          </div>
        ))}
      </div>
    </section>
  );
}

/** Who deliberated, in which rounds, and why they ended. */
export function HowItGotThere({ sessionId }: { sessionId: string }) {
  const { data, error } = useReplay(sessionId);
  if (error)
    return (
      <Notice tone="warning" title="The meeting’s log could not be loaded">
        {explain(error)}
      </Notice>
    );
  if (data) return <Way log={data} />;
  return (
    <Loading label="Loading how the board got there">
      <Skeleton className="h-24 w-full" />
    </Loading>
  );
}

function Way({ log }: { log: MeetingState }) {
  const contributions = log.subProblems
    .flatMap((sub) => sub.rounds.flatMap((round) => round.turns))
    .filter((turn) => turn.text);
  return (
    <div>
      <p className="text-sm text-muted">
        {contributions.length} contributions in{' '}
        {duration(elapsedMs(log, Date.parse(log.endedAt ?? log.startedAt ?? '')))} of work.
        {log.questions.length > 0 &&
          ` ${log.questions.filter((one) => one.answer !== null).length} of ${log.questions.length} questions answered.`}
      </p>
      {log.subProblems.map((sub) => (
        <section key={sub.index} aria-label={sub.goal} className="mt-5">
          {log.subProblems.length > 1 && <h3 className="mb-2 text-sm font-semibold">{sub.goal}</h3>}
          <ul className="flex flex-wrap gap-x-5 gap-y-2">
            {sub.experts.map((expert) => (
              <li key={expert.expert_code} className="flex items-center gap-2 text-sm">
                <Persona name={expert.name} colour={expert.colour} className="size-6 text-[0.625rem]" />
                {expert.name}
                <span className="inline-block text-xs text-muted first-letter:uppercase">{expert.archetype}</span>
              </li>
            ))}
          </ul>
          <Rounds sub={sub} />
          {sub.stopRule && sub.stopRule !== sub.rounds.at(-1)?.facilitation?.rule && (
            <p className="mt-3 text-sm font-medium">{STOP_RULE_WORDS[sub.stopRule]}</p>
          )}
        </section>
      ))}
      <Origins log={log} />
    </div>
  );
}

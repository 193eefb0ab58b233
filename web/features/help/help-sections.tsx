import Link from 'next/link';
import type { ReactNode } from 'react';
import { Kbd } from '#components/ui/kbd.tsx';
import { PHASE_WORDS } from '#features/meeting/words.ts';

function Part({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="scroll-mt-8">
      <h2 id={`${id}-title`} className="mb-3 text-base font-semibold">
        {title}
      </h2>
      <div className="memo grid gap-3">{children}</div>
    </section>
  );
}

const STEPS: [title: string, text: string][] = [
  [
    'Questions',
    'The board looks for what is missing and asks up to five questions, each with its reason. You can skip any of them, and take days to answer.',
  ],
  [
    'Plan',
    'It decides whether a board is needed at all, cuts the problem into one to four parts, and chooses three to five experts who see things differently.',
  ],
  [
    'Rounds',
    `Every expert speaks once a round. In the first round nobody has read the others. Then they ${PHASE_WORDS.challenge} each other and ${PHASE_WORDS.converge}.`,
  ],
  [
    'Signals',
    'After each round a judge reads agreement and conflict, and novelty is measured. The rounds end when the board agrees, when nothing new is said, or when a limit is reached. The page says which.',
  ],
  ['Votes', 'Each expert gives a recommendation in words, with confidence, conditions and risks.'],
  [
    'Decision',
    'One record: the options with their trade-offs, the choice and why, who disagreed and why, and what would reopen it. Actions with due dates follow from it.',
  ],
  [
    'Afterwards',
    'Say what you chose, and later how it turned out; keep the actions up to date. Take the record along as PDF or Markdown, or share it by a link that ends by itself and can be revoked.',
  ],
];

const SHORTCUTS: [keys: string[], what: string][] = [
  [['Ctrl', 'K'], 'Search pages and meetings (⌘ K on a Mac)'],
  [['Ctrl', 'Enter'], 'Convene the board, or send your answers (⌘ Enter on a Mac)'],
  [['Tab'], 'Move on; the first press on a page offers to skip to the content'],
  [['Esc'], 'Close a dialog'],
];

export function HelpSections() {
  return (
    <div className="grid gap-10">
      <Part id="meeting" title="How a meeting works">
        <p>
          Describe a decision in your own words. A board of experts deliberates it while you watch, and leaves you a
          record you can act on. You can close the page at any time: the meeting goes on, and the page shows the same
          when you come back.
        </p>
        <ol className="grid gap-2.5">
          {STEPS.map(([title, text], index) => (
            <li key={title} className="grid grid-cols-[1.5rem_minmax(0,1fr)] gap-2">
              <span aria-hidden className="text-muted tabular-nums">
                {index + 1}.
              </span>
              <span>
                <strong className="font-semibold">{title}.</strong> {text}
              </span>
            </li>
          ))}
        </ol>
        <p>
          Pause stops the spending: what is being said is finished, nothing new begins. Stop ends the meeting for good;
          what was said is kept, and without a decision it does not count against your month.
        </p>
        <p>
          What the board knows of you beforehand is yours to read and change in{' '}
          <Link href="/settings/context" className="text-primary underline underline-offset-4">
            Settings, Context
          </Link>
          .
        </p>
      </Part>
      <Part id="model" title="The simulated model, and adding a key">
        <p>
          Without a key, a simulator on this machine answers in place of a model. It shows how a meeting runs, but its
          experts only pretend to think: take none of its decisions. A line at the top of each page says so while it is
          at work.
        </p>
        <p>To deliberate for real, stop the stack and start it with a key from Anthropic:</p>
        <pre className="overflow-x-auto rounded-lg border border-border bg-sunken px-4 py-3 text-sm" tabIndex={0}>
          <code>ANTHROPIC_API_KEY=your-key npm start</code>
        </pre>
        <p>
          Meetings, answers and records stay. Each meeting has a budget, set aside before the first call, and never
          spends more.
        </p>
      </Part>
      <Part id="shortcuts" title="Keyboard">
        <dl className="grid gap-2.5 font-sans text-sm">
          {SHORTCUTS.map(([keys, what]) => (
            <div key={what} className="grid grid-cols-[7rem_minmax(0,1fr)] items-center gap-3">
              <dt className="flex gap-1">
                {keys.map((key) => (
                  <Kbd key={key}>{key}</Kbd>
                ))}
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
      </Part>
    </div>
  );
}

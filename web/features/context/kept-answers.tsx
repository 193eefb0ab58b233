'use client';
import type { KeptAnswer } from '@bo1/contracts/context/schema';
import { MessagesSquare, Pencil, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { usePathname, useSearchParams } from 'next/navigation';
import { Suspense, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Panel } from '#components/ui/card.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { SearchInput, Textarea } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Loading, Skeleton } from '#components/ui/skeleton.tsx';
import { TimeAgo } from '#features/time/time-ago.tsx';
import { explain } from '#http/request.ts';
import { useDeleteAnswer, useEditAnswer, useKeptAnswers } from './use-kept-answers.ts';

function AnswerRow({ kept, onDelete }: { kept: KeptAnswer; onDelete: () => void }) {
  const [text, setText] = useState<string | null>(null);
  const edit = useEditAnswer();
  const save = () => {
    const answer = text?.trim();
    if (answer) edit.mutate({ id: kept.id, answer }, { onSuccess: () => setText(null) });
  };
  return (
    <li className="py-4 first:pt-0 last:pb-0">
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <p className="text-sm font-medium wrap-anywhere">{kept.question}</p>
          {text === null && <p className="mt-1 text-sm whitespace-pre-line text-muted wrap-anywhere">{kept.answer}</p>}
          <p className="mt-1 text-xs text-muted">
            <TimeAgo at={kept.updated_at} />
            {kept.session_id && (
              <>
                {' · '}
                <Link href={`/meetings/${kept.session_id}`} className="inline-block py-1 underline underline-offset-3">
                  from this meeting
                </Link>
              </>
            )}
          </p>
        </div>
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={`Edit the answer to: ${kept.question}`}
          onClick={() => setText(text === null ? kept.answer : null)}
        >
          <Pencil aria-hidden />
        </Button>
        <Button variant="ghost" size="icon-sm" aria-label={`Delete the answer to: ${kept.question}`} onClick={onDelete}>
          <Trash2 aria-hidden />
        </Button>
      </div>
      {text !== null && (
        <div className="mt-2 grid gap-2">
          <Textarea
            aria-label={`Answer to: ${kept.question}`}
            className="min-h-20"
            autoFocus
            maxLength={4_000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          {edit.isError && (
            <p role="alert" className="text-xs font-medium text-danger">
              Not saved. {explain(edit.error)}
            </p>
          )}
          <div className="flex gap-2">
            <Button variant="primary" size="sm" disabled={!text.trim()} busy={edit.isPending} onClick={save}>
              Save
            </Button>
            <Button variant="ghost" size="sm" onClick={() => setText(null)}>
              Cancel
            </Button>
          </div>
        </div>
      )}
    </li>
  );
}

function List() {
  const kept = useKeptAnswers();
  const remove = useDeleteAnswer();
  const path = usePathname();
  const wanted = useSearchParams().get('q') ?? '';
  const all = kept.data?.answers ?? [];
  const shown = all.filter((one) => `${one.question} ${one.answer}`.toLowerCase().includes(wanted.toLowerCase()));
  const search = (q: string) =>
    window.history.replaceState(null, '', q ? `${path}?${new URLSearchParams({ q })}` : path);
  if (kept.isPending)
    return (
      <Loading label="Loading kept answers">
        <Skeleton className="h-14 w-full" />
      </Loading>
    );
  if (kept.isError)
    return (
      <Notice
        tone="danger"
        title="The answers could not be loaded"
        action={<Button onClick={() => void kept.refetch()}>Try again</Button>}
      >
        {explain(kept.error)}
      </Notice>
    );
  if (!all.length)
    return (
      <Empty icon={MessagesSquare} title="No kept answers yet">
        When you answer the board’s questions, the answers are kept here, so that it need not ask again.
      </Empty>
    );
  return (
    <>
      {(all.length > 5 || wanted) && (
        <SearchInput
          className="mb-4"
          aria-label="Search kept answers"
          placeholder="Search kept answers"
          value={wanted}
          onChange={(event) => search(event.target.value)}
        />
      )}
      {!shown.length && <p className="py-6 text-center text-sm text-muted">No kept answer has these words.</p>}
      <ul className="divide-y divide-border">
        {shown.map((one) => (
          <AnswerRow key={one.id} kept={one} onDelete={() => remove(one)} />
        ))}
      </ul>
    </>
  );
}

/** Answers to the board, kept as context: list, search, edit, delete with a way back. */
export function KeptAnswers() {
  return (
    <Panel title="Kept answers" hint="What you told the board before. It does not ask these again.">
      <Suspense>
        <List />
      </Suspense>
    </Panel>
  );
}

'use client';
import { BUDGET_MICROS, fromDecimal, toDecimal } from '@bo1/contracts/money/values';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Panel } from '#components/ui/card.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { explain } from '#http/request.ts';
import { useRaiseBudget } from './use-spending.ts';
import { dollars } from './words.ts';

const Confirm = dynamic(() => import('#components/ui/confirm.tsx'), { ssr: false });

const MOST_MICROS = BUDGET_MICROS.enterprise;

/** Why a limit cannot be asked for, or null. `now` and `typed` are dollars as decimals. */
export function limitProblem(typed: string, now: string): string | null {
  if (!/^\d{1,3}(\.\d{1,6})?$/.test(typed)) return 'Give an amount of dollars, such as 3.50.';
  const micros = fromDecimal(typed);
  if (micros <= fromDecimal(now)) return `The limit is ${dollars(now)} already, and can only rise.`;
  if (micros > MOST_MICROS) return `A meeting may cost at most ${dollars(toDecimal(MOST_MICROS))}.`;
  return null;
}

/** Twice as much, as far as that goes. */
const suggested = (now: string): string => toDecimal(Math.min(fromDecimal(now) * 2, MOST_MICROS));

interface RaiseBudgetProps {
  sessionId: string;
  limit: string;
  spent: string;
  /** It failed, or a part of it did: the money is for its next attempt. */
  ended: boolean;
}

/** More money for a meeting that is under way, or can be tried again: the amount is typed, then asked about. */
export function RaiseBudget({ sessionId, limit, spent, ended }: RaiseBudgetProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const [tried, setTried] = useState(false);
  const raise = useRaiseBudget(sessionId);
  const amount = (typed ?? suggested(limit)).trim().replace(',', '.');
  const problem = limitProblem(amount, limit);
  if (fromDecimal(limit) >= MOST_MICROS) return null;
  const submit = () => {
    setTried(true);
    if (!problem) setAsking(true);
  };
  return (
    <Panel
      title="Budget"
      hint={
        ended
          ? 'What the meeting has left when it is tried again. Nothing is spent before that.'
          : 'The meeting ends its rounds when the next one does not fit.'
      }
    >
      <form
        method="post"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Field
          label="New limit in dollars"
          error={tried ? problem : null}
          hint={`${dollars(spent)} of ${dollars(limit)} spent. The next ${ended ? 'attempt' : 'round that is opened'} has the new limit.`}
        >
          {(control) => (
            <div className="flex gap-2">
              <Input
                {...control}
                name="limit"
                inputMode="decimal"
                autoComplete="off"
                className="max-w-36 tabular-nums"
                value={typed ?? suggested(limit)}
                onChange={(event) => setTyped(event.target.value)}
              />
              <Button type="submit" className="h-9">
                Raise the budget
              </Button>
            </div>
          )}
        </Field>
      </form>
      {asking && (
        <Confirm
          open
          tone="primary"
          onOpenChange={(open) => {
            setAsking(open);
            raise.reset();
          }}
          title={`Raise the budget to ${dollars(amount)}?`}
          confirm={`Raise to ${dollars(amount)}`}
          cancel="Leave it"
          busy={raise.isPending}
          error={raise.isError ? explain(raise.error) : null}
          onConfirm={() =>
            raise.mutate(amount, {
              onSuccess: () => {
                setAsking(false);
                setTyped(null);
                setTried(false);
              },
            })
          }
        >
          <p>
            It is {dollars(limit)} now. The meeting may spend up to {dollars(amount)}; a limit cannot be lowered again.
          </p>
        </Confirm>
      )}
    </Panel>
  );
}

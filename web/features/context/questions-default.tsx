'use client';
import { Panel } from '#components/ui/card.tsx';
import { SwitchRow } from '#components/ui/switch.tsx';
import { useMe, useUpdateMe } from '#features/account/use-account.ts';
import { notify } from '#features/notify/notify.tsx';
import { explain } from '#http/request.ts';

/** Whether new meetings begin without the board's questions. Switched at once, and back when it was refused. */
export function QuestionsDefault() {
  const { data: me } = useMe();
  const update = useUpdateMe();
  return (
    <Panel title="Questions">
      <SwitchRow
        label="Skip questions by default"
        hint="New meetings start at once. You can still choose otherwise for each meeting."
        checked={me?.skip_clarification_by_default ?? false}
        disabled={!me}
        onCheckedChange={(skip_clarification_by_default) =>
          update.mutate(
            { skip_clarification_by_default },
            { onError: (error) => notify('The setting was not changed', { tone: 'error', detail: explain(error) }) },
          )
        }
      />
    </Panel>
  );
}

import type { Missing } from '@bo1/contracts/meeting/schema';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';

interface MissingNoticeProps {
  missing: Missing;
  /** The record is of a meeting in parts: those that lack their actions are named. */
  several: boolean;
  /** Id of the meeting, where the reader may take it up again. */
  own: string | undefined;
}

const Goals = ({ goals }: { goals: string[] }) => (
  <ul className="mt-1 list-disc pl-5 marker:text-muted">
    {goals.map((goal) => (
      <li key={goal}>{goal}</li>
    ))}
  </ul>
);

/** What the record lacks, so that nobody takes it for the whole. */
export function MissingNotice({ missing: { undecided, actions }, several, own }: MissingNoticeProps) {
  return (
    <Notice
      tone="warning"
      className="mt-6"
      title={undecided.length > 0 ? 'Partly decided' : 'Actions are missing'}
      action={
        own && (
          <Button asChild className="print:hidden">
            <Link href={`/meetings/${own}`}>Try it again in the meeting</Link>
          </Button>
        )
      }
    >
      {undecided.length > 0 && (
        <div>
          Not decided:
          <Goals goals={undecided} />
        </div>
      )}
      {actions && (
        <div className={undecided.length > 0 ? 'mt-2' : undefined}>
          {actions.message}
          {several && <Goals goals={actions.of} />}
        </div>
      )}
    </Notice>
  );
}

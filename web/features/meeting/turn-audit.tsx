import Link from 'next/link';
import { useParams } from 'next/navigation';
import { useMe } from '#features/account/use-account.ts';
import type { Audit } from './state.ts';

/** The model that wrote something and the hash of all it was shown. What it cost stands on a page for administrators. */
export function TurnAudit({ model, promptHash }: Audit) {
  const { data: me } = useMe();
  const { id } = useParams<{ id?: string }>() ?? {};
  return (
    <dl className="mt-1 mb-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 pl-4.5">
      <dt>Model</dt>
      <dd className="text-foreground wrap-anywhere">{model}</dd>
      <dt>Prompt</dt>
      <dd className="font-mono text-2xs leading-4 text-foreground wrap-anywhere" title="SHA-256 of the prompt">
        {promptHash}
      </dd>
      {me?.role === 'admin' && id && (
        <>
          <dt>Cost</dt>
          <dd>
            <Link href={`/admin/meetings/${id}`} className="text-foreground underline underline-offset-3">
              Tokens and price of each call
            </Link>
          </dd>
        </>
      )}
    </dl>
  );
}

'use client';
import type { Share } from '@bo1/contracts/record/schema';
import { Copy, ExternalLink, Link2, Link2Off } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { Input } from '#components/ui/field.tsx';
import { notify } from '#features/notify/notify.tsx';
import { useDates } from '#features/time/locale.tsx';

/** One link: the address to copy while it works, else why it does not. */
export function ShareRow({ share, onRevoke }: { share: Share; onRevoke: () => void }) {
  const { exact } = useDates();
  const { url } = share;
  const copy = (address: string) =>
    navigator.clipboard.writeText(address).then(
      () => notify('Link copied', { tone: 'success' }),
      () => notify('The link could not be copied', { tone: 'error', detail: 'Select it and copy it by hand.' }),
    );
  const ended = share.state === 'revoked' ? `revoked ${exact(share.revoked_at ?? share.expires_at)}` : 'expired';
  const Icon = share.state === 'open' ? Link2 : Link2Off;
  return (
    <li className="py-3">
      <p className="flex items-center gap-2 text-xs text-muted">
        <Icon aria-hidden className="size-3.5 shrink-0" />
        {share.state === 'open' ? `works until ${exact(share.expires_at)}` : ended}
        {share.shows_choice && ', with your choice'}
      </p>
      {share.state === 'open' && !url && (
        <p className="mt-1 text-xs text-muted">It still works for those who have it, but cannot be shown again.</p>
      )}
      {url && (
        <Input
          readOnly
          aria-label={`Address of the link that works until ${exact(share.expires_at)}`}
          className="mt-2"
          value={url}
          onFocus={(event) => event.target.select()}
        />
      )}
      {share.state === 'open' && (
        <div className="mt-2 flex flex-wrap gap-1.5">
          {url && (
            <>
              <Button size="sm" onClick={() => void copy(url)}>
                <Copy aria-hidden />
                Copy
              </Button>
              <Button size="sm" asChild>
                <a href={url} target="_blank" rel="noreferrer">
                  <ExternalLink aria-hidden />
                  Open
                </a>
              </Button>
            </>
          )}
          <Button size="sm" variant="danger-ghost" onClick={onRevoke}>
            Revoke
          </Button>
        </div>
      )}
    </li>
  );
}

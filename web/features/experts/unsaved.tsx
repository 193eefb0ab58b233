import { Button } from '#components/ui/button.tsx';

/** That something typed is not saved, and the way to be rid of it. */
export function Unsaved(props: { what: 'draft' | 'changes'; found: boolean; onDiscard: () => void }) {
  const { what, found, onDiscard } = props;
  const words = { draft: 'Your draft', changes: 'Unsaved changes' }[what];
  return (
    <span className="ml-auto flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="text-xs text-muted">
        {words}
        {found ? ' from before' : ''}, kept on this device
      </span>
      <Button variant="ghost" onClick={onDiscard}>
        Discard {what}
      </Button>
    </span>
  );
}

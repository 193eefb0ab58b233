'use client';
import { AlertDialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { useFocusReturn } from './focus-return.ts';

export interface ConfirmProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  children: ReactNode;
  /** The act in a word or two, as it stands on the button. */
  confirm: string;
  cancel: string;
  busy?: boolean;
  /** `primary` for acts that destroy nothing. */
  tone?: 'danger' | 'primary';
  error?: string | null;
  onConfirm: () => void;
}

/** A question before an act that cannot be undone. It names the thing, and the safe answer has the focus. */
export default function Confirm(props: ConfirmProps) {
  const focusReturn = useFocusReturn();
  return (
    <AlertDialog.Root open={props.open} onOpenChange={props.onOpenChange}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fixed inset-0 z-50 animate-enter bg-scrim" />
        <AlertDialog.Content
          {...focusReturn}
          className="fixed top-1/2 left-1/2 z-50 w-[calc(100vw-2rem)] max-w-md -translate-x-1/2 -translate-y-1/2 animate-enter rounded-xl border border-border bg-surface p-6 shadow-floating"
        >
          <AlertDialog.Title className="text-base font-semibold">{props.title}</AlertDialog.Title>
          <AlertDialog.Description asChild>
            <div className="mt-2 space-y-2 text-sm text-muted wrap-anywhere">{props.children}</div>
          </AlertDialog.Description>
          {props.error && (
            <p role="alert" className="mt-3 text-sm font-medium text-danger">
              {props.error}
            </p>
          )}
          <div className="mt-6 flex flex-wrap justify-end gap-2">
            <AlertDialog.Cancel asChild>
              <Button>{props.cancel}</Button>
            </AlertDialog.Cancel>
            <Button variant={props.tone ?? 'danger'} busy={props.busy} onClick={props.onConfirm}>
              {props.confirm}
            </Button>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

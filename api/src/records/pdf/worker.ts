import type { RecordDocument } from '@bo1/contracts/record/document';
import { parentPort } from 'node:worker_threads';
import { recordPdf } from './record-pdf.ts';

export interface Order {
  id: number;
  record: RecordDocument;
  at: Date;
}
export type Delivery = { id: number; bytes: Uint8Array } | { id: number; failure: string };

/** Prints in a thread of its own: laying out a document takes long enough to be felt by everybody's streams. */
parentPort?.on('message', ({ id, record, at }: Order) => {
  recordPdf(record, at).then(
    (bytes) => parentPort!.postMessage({ id, bytes } satisfies Delivery),
    (error: Error) => parentPort!.postMessage({ id, failure: error.stack ?? error.message } satisfies Delivery),
  );
});

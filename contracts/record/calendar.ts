import type { TrackedAction } from '../decision/schema.ts';
import { ACTION_STATUS_WORDS } from './values.ts';

/** Bytes of a line, its break not counted (RFC 5545, 3.1). */
const LINE_BYTES = 75;

/**
 * Open actions as a calendar (iCalendar): each an all-day event on its day, with an alarm at nine in the reader's own zone.
 * Null where nothing is open. Imported again, it replaces what it brought before. `at` is the moment of writing, ISO in UTC.
 */
export function actionsCalendar(actions: readonly TrackedAction[], question: string, at: string): string | null {
  const open = actions.filter(({ status }) => status === 'todo' || status === 'in_progress');
  if (open.length === 0) return null;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Board of One//Actions//EN',
    'CALSCALE:GREGORIAN',
    ...open.flatMap((action) => event(action, question, at)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function event(action: TrackedAction, question: string, at: string): string[] {
  const { id, title, due_date, owner, status, reminder_of, steps } = action;
  const facts = [
    `Decision: ${question}`,
    ...(reminder_of === null ? [] : [`Would reopen it: ${reminder_of}`]),
    ...(owner === null ? [] : [`Owner: ${owner}`]),
    ACTION_STATUS_WORDS[status],
    ...steps.map((step, index) => `${index + 1}. ${step}`),
  ];
  return [
    'BEGIN:VEVENT',
    `UID:${id}@board-of-one`,
    `DTSTAMP:${at.replace(/\.\d+/, '').replace(/[-:]/g, '')}`,
    `DTSTART;VALUE=DATE:${due_date.replaceAll('-', '')}`,
    'TRANSP:TRANSPARENT',
    `SUMMARY:${text(title)}`,
    `DESCRIPTION:${text(facts.join('\n'))}`,
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${text(title)}`,
    'TRIGGER:PT9H',
    'END:VALARM',
    'END:VEVENT',
  ];
}

/** A value in which no character ends it. */
const text = (value: string): string =>
  value
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\r\n|\r|\n/g, '\\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');

/** A long line goes on in the next, after a space; never within a character. */
function folded(line: string): string {
  const encoder = new TextEncoder();
  let [out, bytes] = ['', 0];
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (bytes + size > LINE_BYTES) [out, bytes] = [`${out}\r\n `, 1];
    out += character;
    bytes += size;
  }
  return out;
}

import {
  CircleHelp,
  Plus,
  Presentation,
  ReceiptText,
  Settings,
  UserRound,
  Library,
  type LucideIcon,
} from 'lucide-react';

export interface Destination {
  label: string;
  path: string;
  icon: LucideIcon;
  /** Words somebody might search for instead. */
  keywords?: string[];
}

const meetings: Destination = { label: 'Meetings', path: '/meetings', icon: Presentation, keywords: ['decisions'] };
const newMeeting: Destination = {
  label: 'New meeting',
  path: '/meetings/new',
  icon: Plus,
  keywords: ['decide', 'ask'],
};
const help: Destination = {
  label: 'Help',
  path: '/help',
  icon: CircleHelp,
  keywords: ['shortcuts', 'key', 'simulated'],
};
const settings: Destination = {
  label: 'Settings',
  path: '/settings',
  icon: Settings,
  keywords: ['theme', 'dark', 'name'],
};
const context: Destination = {
  label: 'Settings › Context',
  path: '/settings/context',
  icon: Library,
  keywords: ['profile', 'answers', 'questions'],
};

const admin: Destination = {
  label: 'Admin',
  path: '/admin',
  icon: ReceiptText,
  keywords: ['cost', 'spending', 'experts', 'personas'],
};

/** The rail's groups: only what exists is named. */
export const RAIL_GROUPS: { title: string; items: Destination[] }[] = [{ title: 'Decisions', items: [meetings] }];
export const RAIL_FOOT: Destination[] = [help, settings];
export const BOTTOM_BAR: Destination[] = [meetings, newMeeting, help, settings];
/** Added for admins, in every navigation. */
export const FOR_ADMINS: Destination[] = [admin];
export const ALL_PAGES: Destination[] = [meetings, newMeeting, { ...settings, icon: UserRound }, context, help];

/** Whether a page belongs to a destination; "New meeting" is its own, not a part of "Meetings". */
export function isHere(path: string, destination: Destination): boolean {
  if (destination.path === '/meetings' && path.startsWith('/meetings/new')) return false;
  return path === destination.path || path.startsWith(`${destination.path}/`);
}

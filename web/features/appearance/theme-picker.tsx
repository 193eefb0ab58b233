'use client';
import { Monitor, Moon, Sun } from 'lucide-react';
import { useTheme } from 'next-themes';
import { useHydrated } from '#features/account/use-hydrated.ts';
import { Panel } from '#components/ui/card.tsx';

const THEMES = [
  { value: 'light', label: 'Light', icon: Sun },
  { value: 'dark', label: 'Dark', icon: Moon },
  { value: 'system', label: 'As the system', icon: Monitor },
] as const;

/** Light, dark, or as the system has it; kept on this device. */
export function ThemePicker() {
  const { theme, setTheme } = useTheme();
  const known = useHydrated();
  return (
    <Panel title="Appearance" hint="Kept on this device.">
      <fieldset>
        <legend className="sr-only">Theme</legend>
        <div className="grid gap-2 sm:grid-cols-3">
          {THEMES.map(({ value, label, icon: Icon }) => (
            <label
              key={value}
              className="flex h-11 cursor-pointer items-center gap-2.5 rounded-lg border border-border px-3 text-sm font-medium transition-colors hover:bg-hover has-checked:border-primary has-checked:bg-primary-soft has-focus-visible:outline-2 has-focus-visible:outline-ring"
            >
              <input
                type="radio"
                name="theme"
                value={value}
                checked={known && theme === value}
                onChange={() => setTheme(value)}
                className="size-4 accent-primary"
              />
              <Icon aria-hidden className="size-4 text-muted" />
              {label}
            </label>
          ))}
        </div>
      </fieldset>
    </Panel>
  );
}

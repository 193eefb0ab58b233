import type { Metadata } from 'next';
import { ProfileForm } from '#features/account/profile-form.tsx';
import { ThemePicker } from '#features/appearance/theme-picker.tsx';

export const metadata: Metadata = { title: 'Settings' };

export default function SettingsPage() {
  return (
    <>
      <ProfileForm />
      <ThemePicker />
    </>
  );
}

import type { Metadata } from 'next';
import { KeptAnswers } from '#features/context/kept-answers.tsx';
import { ProfileEditor } from '#features/context/profile-editor.tsx';
import { QuestionsDefault } from '#features/context/questions-default.tsx';

export const metadata: Metadata = { title: 'Context' };

export default function ContextPage() {
  return (
    <>
      <QuestionsDefault />
      <ProfileEditor />
      <KeptAnswers />
    </>
  );
}

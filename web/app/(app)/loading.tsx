import { Loading, Skeleton } from '#components/ui/skeleton.tsx';

export default function PageLoading() {
  return (
    <Loading label="Loading the page" className="mx-auto grid w-full max-w-5xl gap-5 px-5 py-9 md:px-8">
      <Skeleton className="h-7 w-48" />
      <Skeleton className="h-9 w-full" />
      <Skeleton className="h-64 w-full" />
    </Loading>
  );
}

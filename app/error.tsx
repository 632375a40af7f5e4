'use client';

import { PageFailed, type PageFailedProps } from './page-failed';

/** For the pages that no portal frames. */
export default function Failed(props: PageFailedProps) {
  return (
    <main>
      <PageFailed {...props} />
    </main>
  );
}

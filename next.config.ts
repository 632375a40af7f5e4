import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

const config: NextConfig = {
  // Several checkouts of a test or a person's work may build side by side.
  distDir: process.env.NEXT_DIST_DIR || '.next',
  poweredByHeader: false,
  reactStrictMode: true,
  // The optimizer has had two code-execution holes, and nothing here needs it.
  images: { unoptimized: true },
  serverExternalPackages: ['@node-rs/argon2', 'pg', 'pino'],
  experimental: { serverActions: { bodySizeLimit: '1mb' } },
};

export default createNextIntlPlugin('./lib/entry/language.ts')(config);

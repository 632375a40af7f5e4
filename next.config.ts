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
  // `forbidden()` answers 403 with a page of its own.
  experimental: { authInterrupts: true, serverActions: { bodySizeLimit: '1mb' } },
};

const withWords = createNextIntlPlugin({
  requestConfig: './lib/entry/language.ts',
  // Messages are parsed at build, which keeps the ICU parser (9 kB compressed) off every page.
  experimental: { messages: { path: './messages', format: 'json', locales: 'infer', precompile: true } },
});

export default withWords(config);

import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

const config: NextConfig = {
  // Several checkouts of a test or a person's work may build side by side.
  distDir: process.env.NEXT_DIST_DIR || '.next',
  poweredByHeader: false,
  reactStrictMode: true,
  // The optimizer has had two code-execution holes, and nothing here needs it.
  images: { unoptimized: true },
  serverExternalPackages: [
    '@cedar-policy/cedar-wasm',
    '@node-rs/argon2',
    'maxmind',
    'pdfkit',
    'pg',
    'pino',
    'sharp',
  ],
  // The test run has checked all types a step before it builds.
  typescript: { ignoreBuildErrors: process.env.NGAO_TYPES_CHECKED === '1' },
  // `forbidden()` answers 403 with a page of its own.
  experimental: { authInterrupts: true, serverActions: { bodySizeLimit: '1mb' } },
};

const withWords = createNextIntlPlugin({
  requestConfig: './lib/entry/language.ts',
  // Messages are parsed at build, which keeps the ICU parser (9 kB compressed) off every page.
  experimental: { messages: { path: './messages', format: 'json', locales: 'infer', precompile: true } },
});

const made = withWords(config);

// Refusals, notices and the menu's screens are no messages of next-intl: lib fills their places itself, so they stay as they
// are written.
const rule = made.turbopack?.rules?.['*.json'];
if (!rule || Array.isArray(rule) || !('condition' in rule) || !rule.condition) {
  throw new Error(
    'next-intl no longer names the files that it compiles; next.config.ts has to exclude four.',
  );
}
rule.condition = {
  all: [rule.condition, { not: { path: './messages/*/{refusal,field,notice,ussd}.json' } }],
};

export default made;

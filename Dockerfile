# syntax=docker/dockerfile:1

# The production image. Build it with `docker build -t ngao .`, migrate with
# `docker run --rm --env-file .env ngao node dist/migrate.mjs`, and serve with
# `docker run --env-file .env -p 3000:3000 ngao`.

FROM node:24-slim AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev --no-audit --no-fund
COPY . .
RUN npm run build && rm -rf .next/cache
RUN npm prune --omit=dev --no-audit --no-fund

FROM node:24-slim
WORKDIR /app
ENV NODE_ENV=production NGAO_MODE=production NEXT_TELEMETRY_DISABLED=1 PORT=3000
COPY --from=build /app/package.json /app/next.config.ts ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/drizzle ./drizzle
COPY --from=build /app/db/security.sql ./db/security.sql
COPY --from=build /app/dist ./dist
COPY --from=build /app/.next ./.next
# Nothing of the product belongs to the user that runs it, so a hole in it cannot change it.
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-old-space-size=512", "--max-semi-space-size=16", "dist/server.mjs"]

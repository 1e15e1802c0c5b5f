# syntax=docker/dockerfile:1
# One image for all four services, the dashboard, the migrations and the commands: the command names the script to run.
#   docker run roomnight services/gateway/src/main.ts
ARG NODE=24-slim

# The dashboard, built with every dependency there is.
FROM node:${NODE} AS web
WORKDIR /app
COPY . .
RUN --mount=type=cache,target=/var/cache/npm npm ci --cache /var/cache/npm --no-audit --no-fund \
  && npm run build -w web

# What the services need to run, and nothing they are built or tested with.
FROM node:${NODE} AS dependencies
WORKDIR /app
COPY . .
RUN --mount=type=cache,target=/var/cache/npm npm ci --cache /var/cache/npm --no-audit --no-fund --omit=dev --include-workspace-root=false \
    -w services/gateway -w services/sync-worker -w services/conflict-service -w services/checklist-worker -w cli \
  && rm -rf web simulator bench e2e deploy tsconfig.json

FROM node:${NODE}
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0
COPY --from=dependencies /app ./
COPY --from=web /app/web/dist web/dist
USER node
EXPOSE 4000
# Node runs the TypeScript sources as they are.
ENTRYPOINT ["node", "--no-warnings"]
CMD ["services/gateway/src/main.ts"]

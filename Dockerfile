# syntax=docker/dockerfile:1
FROM node:22-bookworm-slim AS build
WORKDIR /shop
COPY . .
RUN --mount=type=cache,target=/root/.npm npm ci --include=dev
RUN npm run build && npm prune --omit=dev

FROM node:22-bookworm-slim
ENV NODE_ENV=production \
    MEDUSA_DISABLE_TELEMETRY=true \
    PORT=9000 \
    STATIC_DIR=/data/static
WORKDIR /shop
# Uploaded files outlive the container: mount a volume at /data.
RUN mkdir -p /data/static && chown -R node:node /data
COPY --from=build --chown=root:root /shop/node_modules ./node_modules
COPY --from=build --chown=root:root /shop/modules ./modules
COPY --from=build --chown=root:root /shop/demo-shop ./demo-shop
COPY --from=build --chown=root:root /shop/.medusa ./.medusa
USER node
WORKDIR /shop/.medusa/server
EXPOSE 9000
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/${process.env.MEDUSA_WORKER_MODE === 'worker' ? 'health' : 'ready'}`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "../../node_modules/@medusajs/cli/cli.js"]
CMD ["start"]
